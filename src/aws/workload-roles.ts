/** How a type of resource names the role that it runs with. */
export interface WorkloadRole {
  /** What people call such a resource. */
  readonly what: string;
  /** The property that holds the role, or the instance profile with it: its name or ARN. */
  readonly property: string;
}

/**
 * Types whose resources run what their makers wrote, with a role: CloudFormation's, and Terraform's where no type of
 * CloudFormation stands for them.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const WORKLOADS: Readonly<Record<string, WorkloadRole>> = {
  'AWS::AppRunner::Service': { what: 'service', property: 'InstanceConfiguration.InstanceRoleArn' },
  'AWS::AutoScaling::LaunchConfiguration': { what: 'launch configuration', property: 'IamInstanceProfile' },
  'AWS::Batch::JobDefinition': { what: 'job', property: 'ContainerProperties.JobRoleArn' },
  'AWS::CodeBuild::Project': { what: 'build project', property: 'ServiceRole' },
  'AWS::EC2::Instance': { what: 'instance', property: 'IamInstanceProfile' },
  'AWS::ECS::TaskDefinition': { what: 'task', property: 'TaskRoleArn' },
  'AWS::Glue::Job': { what: 'job', property: 'Role' },
  'AWS::Lambda::Function': { what: 'function', property: 'Role' },
  'AWS::SageMaker::NotebookInstance': { what: 'notebook', property: 'RoleArn' },
  'AWS::StepFunctions::StateMachine': { what: 'state machine', property: 'RoleArn' },
  aws_ecs_task_definition: { what: 'task', property: 'TaskRoleArn' },
  aws_glue_job: { what: 'job', property: 'Role' },
  aws_instance: { what: 'instance', property: 'IamInstanceProfile' },
  aws_launch_configuration: { what: 'launch configuration', property: 'IamInstanceProfile' },
  aws_sagemaker_notebook_instance: { what: 'notebook', property: 'RoleArn' },
};

/** How a resource type names its role; undefined for types that run nothing with one. */
export function workloadRole(type: string): WorkloadRole | undefined {
  return Object.hasOwn(WORKLOADS, type) ? WORKLOADS[type] : undefined;
}
