import { type Arn, type EscalationPath, type Need, pathfinding } from './path.js';

/** Taking over what runs with a role already: the holder's own code, commands or sessions get that role's rights. */
export function takeOverPaths(): readonly EscalationPath[] {
  return [...codePaths(), ...instancePaths(), ...containerPaths(), ...dataPaths()];
}

/** Functions, stacks and builds that run what they are given. */
function codePaths(): readonly EscalationPath[] {
  const anyFunction = 'arn:*:lambda:*:*:function:…';
  const anyStack = 'arn:*:cloudformation:*:*:stack/…/*';
  const anyProject = 'arn:*:codebuild:*:*:project/…';
  const anyMachine = 'arn:*:states:*:*:stateMachine:…';
  return [
    takeOver('lambda-code', 'put its own code into any function', pathfinding('lambda-003'), [
      [['lambda:UpdateFunctionCode'], anyFunction],
    ]),
    takeOver('lambda-layer', 'load its own layer into any function', LAMBDA_LAYERS, [
      [['lambda:UpdateFunctionConfiguration'], anyFunction],
    ]),
    takeOver('cloudformation-stack', 'change any stack by the role that it has', pathfinding('cloudformation-002'), [
      [['cloudformation:UpdateStack'], anyStack],
    ]),
    takeOver(
      'cloudformation-change-set',
      'change any stack by the role that it has',
      pathfinding('cloudformation-005'),
      [
        [['cloudformation:CreateChangeSet'], anyStack],
        [['cloudformation:ExecuteChangeSet'], anyStack],
      ],
    ),
    takeOver('codebuild', 'run its own commands in any build project', pathfinding('codebuild-002'), [
      [['codebuild:StartBuild', 'codebuild:StartBuildBatch'], anyProject],
    ]),
    takeOver('codedeploy', 'run its own scripts on whatever is deployed to', pathfinding('codedeploy-001'), [
      [['codedeploy:CreateDeployment'], 'arn:*:codedeploy:*:*:deploymentgroup:…/*'],
      [['codedeploy:RegisterApplicationRevision'], 'arn:*:codedeploy:*:*:application:…'],
    ]),
    takeOver('states', 'change what any state machine does', STATE_MACHINES, [
      [['states:UpdateStateMachine'], anyMachine],
      [['states:StartExecution', 'states:StartSyncExecution'], anyMachine],
    ]),
  ];
}

function instancePaths(): readonly EscalationPath[] {
  const anyInstance = 'arn:*:ec2:*:*:instance/…';
  const anyTemplate = 'arn:*:ec2:*:*:launch-template/…';
  const runCommand = 'arn:*:ssm:*:*:document/AWS-RunShellScript';
  return [
    takeOver('ssm-command', 'run commands on any instance', pathfinding('ssm-002'), [
      [['ssm:SendCommand'], anyInstance],
      [['ssm:SendCommand'], runCommand],
    ]),
    takeOver('ssm-session', 'open a shell on any instance', pathfinding('ssm-001'), [
      [['ssm:StartSession'], anyInstance],
    ]),
    takeOver('ssm-association', 'run commands on any instance', SSM_ASSOCIATIONS, [
      [['ssm:CreateAssociation'], anyInstance],
      [['ssm:CreateAssociation'], runCommand],
    ]),
    takeOver('ec2-user-data', 'change what any instance runs when it starts', pathfinding('ec2-002'), [
      [['ec2:ModifyInstanceAttribute'], anyInstance],
      [['ec2:StopInstances'], anyInstance],
      [['ec2:StartInstances'], anyInstance],
    ]),
    takeOver('ec2-launch-template', 'change what instances of any launch template run', pathfinding('ec2-004'), [
      [['ec2:CreateLaunchTemplateVersion'], anyTemplate],
      [['ec2:ModifyLaunchTemplate'], anyTemplate],
    ]),
    takeOver('ec2-instance-connect', 'sign in to any instance that it reaches', INSTANCE_CONNECT, [
      [['ec2-instance-connect:SendSSHPublicKey', 'ec2-instance-connect:SendSerialConsoleSSHPublicKey'], anyInstance],
    ]),
  ];
}

function containerPaths(): readonly EscalationPath[] {
  return [
    takeOver('ecs-exec', 'open a shell in any task', ECS_EXEC, [[['ecs:ExecuteCommand'], 'arn:*:ecs:*:*:task/…/*']]),
    takeOver('batch', 'run its own commands in any job', pathfinding('batch-002'), [
      [['batch:SubmitJob'], 'arn:*:batch:*:*:job-definition/…'],
      [['batch:SubmitJob'], 'arn:*:batch:*:*:job-queue/…'],
    ]),
    takeOver('apprunner', 'change what any service runs', pathfinding('apprunner-002'), [
      [['apprunner:UpdateService'], 'arn:*:apprunner:*:*:service/…/*'],
    ]),
  ];
}

/** Notebooks, endpoints and interpreters. */
function dataPaths(): readonly EscalationPath[] {
  const anyNotebook = 'arn:*:sagemaker:*:*:notebook-instance/…';
  const anyInterpreter = 'arn:*:bedrock-agentcore:*:*:code-interpreter-custom/…';
  return [
    takeOver('glue-endpoint', 'sign in to any development endpoint', pathfinding('glue-002'), [
      [['glue:UpdateDevEndpoint'], 'arn:*:glue:*:*:devEndpoint/…'],
    ]),
    takeOver('sagemaker-notebook-url', 'open any notebook', pathfinding('sagemaker-004'), [
      [['sagemaker:CreatePresignedNotebookInstanceUrl'], anyNotebook],
    ]),
    takeOver('sagemaker-studio-url', 'open the studio of any user', SAGEMAKER_STUDIO, [
      [['sagemaker:CreatePresignedDomainUrl'], 'arn:*:sagemaker:*:*:user-profile/…/*'],
    ]),
    takeOver('sagemaker-lifecycle', 'change what any notebook runs when it starts', pathfinding('sagemaker-005'), [
      [['sagemaker:CreateNotebookInstanceLifecycleConfig'], 'some'],
      [['sagemaker:UpdateNotebookInstance'], anyNotebook],
      [['sagemaker:StopNotebookInstance'], anyNotebook],
      [['sagemaker:StartNotebookInstance'], anyNotebook],
    ]),
    takeOver('emr-step', 'run its own step on any cluster', EMR_STEPS, [
      [['elasticmapreduce:AddJobFlowSteps'], 'arn:*:elasticmapreduce:*:*:cluster/…'],
    ]),
    takeOver('bedrock-interpreter', 'run its own code in any code interpreter', pathfinding('bedrock-002'), [
      [['bedrock-agentcore:StartCodeInterpreterSession'], anyInterpreter],
      [['bedrock-agentcore:InvokeCodeInterpreter'], anyInterpreter],
    ]),
    takeOver('bedrock-runtime', 'run its own commands in any agent', AGENTS, [
      [['bedrock-agentcore:InvokeAgentRuntimeCommand'], 'arn:*:bedrock-agentcore:*:*:runtime/…'],
    ]),
    takeOver('bedrock-browser', 'drive any browser', AGENTS, [
      [['bedrock-agentcore:StartBrowserSession'], 'arn:*:bedrock-agentcore:*:*:browser-custom/…'],
      [['bedrock-agentcore:ConnectBrowserAutomationStream'], 'some'],
    ]),
  ];
}

const LAMBDA_LAYERS = 'https://docs.aws.amazon.com/lambda/latest/dg/adding-layers.html';
const STATE_MACHINES = 'https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html';
const AGENTS = 'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/security-iam.html';
const SSM_ASSOCIATIONS = 'https://docs.aws.amazon.com/systems-manager/latest/userguide/state-manager-associations.html';
const INSTANCE_CONNECT = pathfinding('ec2instanceconnect-003');
const ECS_EXEC = pathfinding('ecs-006');
const SAGEMAKER_STUDIO = 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePresignedDomainUrl.html';
const EMR_STEPS = 'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-steps-runtime-roles.html';

type Step = readonly [actions: Need['actions'], on: Arn | 'some'];

function takeOver(
  id: string,
  words: string,
  source: string,
  [first, ...rest]: readonly [Step, ...Step[]],
): EscalationPath {
  const needOf = ([actions, on]: Step): Need => ({ actions, on });
  return { id: `take-over-${id}`, gain: 'workload role', needs: [needOf(first), ...rest.map(needOf)], words, source };
}
