import { ANY_ROLE, type EscalationPath, type Need, pathfinding } from './path.js';

/** Passing any role to something that the holder makes or changes, and that then does his bidding with that role. */
export function passingPaths(): readonly EscalationPath[] {
  return [...computePaths(), ...buildPaths(), ...dataPaths(), ...automationPaths(), ...identityPaths(), ANYTHING];
}

/** Passing any role to whatever service there is, whether or not the holder can make it do something. */
const ANYTHING: EscalationPath = {
  id: 'pass-role-anywhere',
  gain: 'any role to pass',
  needs: [{ actions: ['iam:PassRole'], on: ANY_ROLE, passedTo: ['….amazonaws.com'] }],
  words: 'pass any role to any service',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
};

/** Functions, instances and containers. */
function computePaths(): readonly EscalationPath[] {
  return [
    passing('lambda', ['lambda.amazonaws.com'], 'run a function as any role', pathfinding('lambda-001'), [
      ['lambda:CreateFunction'],
      [
        'lambda:InvokeFunction',
        'lambda:AddPermission',
        'lambda:CreateEventSourceMapping',
        'lambda:CreateFunctionUrlConfig',
      ],
    ]),
    passing('lambda-change', ['lambda.amazonaws.com'], 'run its own code in a function as any role', LAMBDA_ROLES, [
      ['lambda:UpdateFunctionConfiguration'],
      ['lambda:UpdateFunctionCode'],
    ]),
    instanceStart(),
    passing('ec2-spot', ['ec2.amazonaws.com'], 'start an instance as any role', pathfinding('ec2-003'), [
      ['ec2:RequestSpotInstances', 'ec2:RequestSpotFleet'],
    ]),
    passing('autoscaling', ['ec2.amazonaws.com'], 'start instances as any role', INSTANCE_ROLES, [
      ['autoscaling:CreateLaunchConfiguration', 'ec2:CreateLaunchTemplate'],
      ['autoscaling:CreateAutoScalingGroup', 'autoscaling:UpdateAutoScalingGroup'],
    ]),
    passing('ec2-profile', ['ec2.amazonaws.com'], 'give an instance any role', pathfinding('ec2-001'), [
      ['ec2:AssociateIamInstanceProfile', 'ec2:ReplaceIamInstanceProfileAssociation'],
      ['ssm:StartSession', 'ssm:SendCommand', 'ec2-instance-connect:SendSSHPublicKey'],
    ]),
    passing('ecs', TASKS, 'run a task as any role', pathfinding('ecs-004'), [['ecs:RunTask', 'ecs:StartTask']]),
    passing('ecs-service', TASKS, 'run a service as any role', pathfinding('ecs-003'), [
      ['ecs:RegisterTaskDefinition'],
      ['ecs:CreateService', 'ecs:UpdateService', 'ecs:CreateTaskSet'],
    ]),
    passing('batch', TASKS, 'run a job as any role', pathfinding('batch-001'), [
      ['batch:RegisterJobDefinition'],
      ['batch:SubmitJob'],
    ]),
    passing('apprunner', ['tasks.apprunner.amazonaws.com'], 'run a service as any role', pathfinding('apprunner-001'), [
      ['apprunner:CreateService'],
    ]),
    passing('gamelift', ['gamelift.amazonaws.com'], 'run a fleet as any role', pathfinding('gamelift-001'), [
      ['gamelift:CreateBuild'],
      ['gamelift:CreateFleet'],
    ]),
    passing('appstream', ['appstream.amazonaws.com'], 'sign in to an image builder with any role', APPSTREAM_ROLES, [
      ['appstream:CreateImageBuilder'],
      ['appstream:CreateImageBuilderStreamingURL'],
    ]),
  ];
}

/** The subnet and the image that an instance is made from are not enough: the instance has to be allowed. */
function instanceStart(): EscalationPath {
  const { needs, ...path } = passing('ec2', ['ec2.amazonaws.com'], 'start an instance as any role', EC2, []);
  const start: Need = { actions: ['ec2:RunInstances'], on: 'arn:*:ec2:*:*:instance/*' };
  return { ...path, needs: [...needs, start] };
}

const EC2 = pathfinding('ec2-001');

/** Stacks, builds and pipelines. */
function buildPaths(): readonly EscalationPath[] {
  const stacks = ['cloudformation.amazonaws.com'] as const;
  const changing = 'have a stack changed by any role';
  return [
    passing('cloudformation', stacks, 'have a stack made by any role', pathfinding('cloudformation-001'), [
      ['cloudformation:CreateStack'],
    ]),
    passing('cloudformation-update', stacks, changing, pathfinding('cloudformation-002'), [
      ['cloudformation:UpdateStack'],
    ]),
    passing('cloudformation-change-set', stacks, changing, pathfinding('cloudformation-005'), [
      ['cloudformation:CreateChangeSet'],
      ['cloudformation:ExecuteChangeSet'],
    ]),
    passing('cloudformation-stack-set', stacks, 'have stacks made by any role', pathfinding('cloudformation-003'), [
      ['cloudformation:CreateStackSet'],
      ['cloudformation:CreateStackInstances'],
    ]),
    passing('cloudformation-update-stack-set', stacks, 'have stacks changed by any role', STACK_SETS, [
      ['cloudformation:UpdateStackSet'],
    ]),
    passing('codebuild', ['codebuild.amazonaws.com'], 'run a build as any role', pathfinding('codebuild-001'), [
      ['codebuild:CreateProject', 'codebuild:UpdateProject'],
      ['codebuild:StartBuild', 'codebuild:StartBuildBatch'],
    ]),
    passing('codepipeline', ['codepipeline.amazonaws.com'], 'run commands in a pipeline as any role', PIPELINES, [
      ['codepipeline:CreatePipeline', 'codepipeline:UpdatePipeline'],
    ]),
    passing('imagebuilder', ['ec2.amazonaws.com'], 'build an image as any role', pathfinding('imagebuilder-001'), [
      ['imagebuilder:CreateComponent'],
      ['imagebuilder:CreateImageRecipe'],
      ['imagebuilder:CreateInfrastructureConfiguration'],
      ['imagebuilder:CreateImage'],
    ]),
  ];
}

/** Notebooks, jobs and whatever else works on data. */
function dataPaths(): readonly EscalationPath[] {
  const glue = ['glue.amazonaws.com'] as const;
  const agents = ['bedrock-agentcore.amazonaws.com'] as const;
  const machines = ['sagemaker.amazonaws.com'] as const;
  return [
    passing('glue-endpoint', glue, 'open a development endpoint as any role', pathfinding('glue-001'), [
      ['glue:CreateDevEndpoint'],
    ]),
    passing('glue-job', glue, 'run a job as any role', pathfinding('glue-003'), [
      ['glue:CreateJob', 'glue:UpdateJob'],
      ['glue:StartJobRun', 'glue:CreateTrigger'],
    ]),
    passing('glue-session', glue, 'run statements as any role', GLUE_SESSIONS, [
      ['glue:CreateSession'],
      ['glue:RunStatement'],
    ]),
    passing('datapipeline', PIPELINE_SERVICES, 'run a pipeline as any role', pathfinding('datapipeline-001'), [
      ['datapipeline:CreatePipeline'],
      ['datapipeline:PutPipelineDefinition'],
    ]),
    passing('emr', ['elasticmapreduce.amazonaws.com'], 'run a cluster as any role', pathfinding('emr-001'), [
      ['elasticmapreduce:RunJobFlow'],
    ]),
    passing('emr-serverless', ['emr-serverless.amazonaws.com'], 'run a job as any role', EMR_SERVERLESS, [
      ['emr-serverless:StartJobRun'],
    ]),
    passing('kinesisanalytics', ['kinesisanalytics.amazonaws.com'], 'run an application as any role', FLINK, [
      ['kinesisanalytics:CreateApplication'],
      ['kinesisanalytics:StartApplication'],
    ]),
    passing('omics', ['omics.amazonaws.com'], 'run a workflow as any role', pathfinding('omics-001'), [
      ['omics:CreateWorkflow'],
      ['omics:StartRun'],
    ]),
    passing('braket', ['braket.amazonaws.com'], 'run a job as any role', pathfinding('braket-001'), [
      ['braket:CreateJob'],
    ]),
    passing('sagemaker-notebook', machines, 'open a notebook as any role', pathfinding('sagemaker-001'), [
      ['sagemaker:CreateNotebookInstance'],
    ]),
    passing('sagemaker-job', machines, 'run a job as any role', pathfinding('sagemaker-002'), [
      ['sagemaker:CreateTrainingJob', 'sagemaker:CreateProcessingJob', 'sagemaker:CreateHyperParameterTuningJob'],
    ]),
    passing('sagemaker-pipeline', machines, 'run a pipeline as any role', SAGEMAKER_ROLES, [
      ['sagemaker:CreatePipeline', 'sagemaker:UpdatePipeline'],
      ['sagemaker:StartPipelineExecution'],
    ]),
    passing('sagemaker-studio', machines, 'open a studio as any role', SAGEMAKER_ROLES, [
      ['sagemaker:CreateUserProfile', 'sagemaker:UpdateUserProfile', 'sagemaker:CreateDomain'],
      ['sagemaker:CreatePresignedDomainUrl'],
    ]),
    passing('bedrock-interpreter', agents, 'run code as any role', pathfinding('bedrock-001'), [
      ['bedrock-agentcore:CreateCodeInterpreter'],
      ['bedrock-agentcore:StartCodeInterpreterSession'],
      ['bedrock-agentcore:InvokeCodeInterpreter'],
    ]),
    passing('bedrock-runtime', agents, 'run an agent as any role', AGENTS, [
      ['bedrock-agentcore:CreateAgentRuntime', 'bedrock-agentcore:UpdateAgentRuntime'],
      ['bedrock-agentcore:InvokeAgentRuntimeCommand', 'bedrock-agentcore:InvokeAgentRuntime'],
    ]),
    passing('bedrock-browser', agents, 'drive a browser as any role', AGENTS, [
      ['bedrock-agentcore:CreateBrowser'],
      ['bedrock-agentcore:StartBrowserSession'],
      ['bedrock-agentcore:ConnectBrowserAutomationStream'],
    ]),
  ];
}

/** What makes any call of any service for its role. */
function automationPaths(): readonly EscalationPath[] {
  const states = ['states.amazonaws.com'] as const;
  return [
    passing('states', states, 'run a state machine as any role', STATE_MACHINES, [
      ['states:CreateStateMachine', 'states:UpdateStateMachine'],
      ['states:StartExecution', 'states:StartSyncExecution'],
    ]),
    passing('states-test', states, 'run a single state as any role', STATE_TESTS, [['states:TestState']]),
    passing('scheduler', ['scheduler.amazonaws.com'], 'have any API called by any role', SCHEDULER, [
      ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule'],
    ]),
    passing('ssm-automation', ['ssm.amazonaws.com'], 'run an automation as any role', SSM_AUTOMATION, [
      ['ssm:CreateDocument', 'ssm:UpdateDocument'],
      ['ssm:StartAutomationExecution'],
    ]),
  ];
}

/** What hands out a role's credentials. */
function identityPaths(): readonly EscalationPath[] {
  const anywhere = ['rolesanywhere.amazonaws.com'] as const;
  return [
    passing(
      'cognito',
      ['cognito-identity.amazonaws.com'],
      'give a sign-in any role',
      pathfinding('cognitoidentity-001'),
      [['cognito-identity:SetIdentityPoolRoles']],
    ),
    passing('rolesanywhere', anywhere, 'get credentials of any role by its own certificate', ROLES_ANYWHERE, [
      ['rolesanywhere:CreateTrustAnchor'],
      ['rolesanywhere:CreateProfile'],
    ]),
  ];
}

const TASKS = ['ecs-tasks.amazonaws.com'] as const;
const PIPELINE_SERVICES = [
  'datapipeline.amazonaws.com',
  'elasticmapreduce.amazonaws.com',
  'ec2.amazonaws.com',
] as const;
const LAMBDA_ROLES = 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html';
const INSTANCE_ROLES = 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/us-iam-role.html';
const APPSTREAM_ROLES =
  'https://docs.aws.amazon.com/appstream2/latest/developerguide/using-iam-roles-to-grant-permissions-to-applications-scripts-streaming-instances.html';
const STACK_SETS = pathfinding('cloudformation-004');
const PIPELINES = 'https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-Commands.html';
const AGENTS = 'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/security-iam.html';
const GLUE_SESSIONS = pathfinding('glue-007');
const EMR_SERVERLESS = pathfinding('emrserverless-001');
const FLINK = pathfinding('kinesisanalytics-001');
const SAGEMAKER_ROLES = 'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html';
const STATE_MACHINES = 'https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html';
const STATE_TESTS = 'https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html';
const SCHEDULER = 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html';
const SSM_AUTOMATION = 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html';
const ROLES_ANYWHERE = 'https://docs.aws.amazon.com/rolesanywhere/latest/userguide/getting-started.html';

/** A path on which any role is passed to a service, and which the actions of each list complete. */
function passing(
  id: string,
  passedTo: NonNullable<Need['passedTo']>,
  words: string,
  source: string,
  steps: readonly Need['actions'][],
): EscalationPath {
  const passed: Need = { actions: ['iam:PassRole'], on: ANY_ROLE, passedTo };
  const needs = steps.map((actions): Need => ({ actions, on: 'some' }));
  return { id: `pass-role-${id}`, gain: 'passed role', needs: [passed, ...needs], words, source };
}
