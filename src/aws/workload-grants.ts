/**
 * Grants on all resources that an ordinary workload cannot do without, or that AWS's and the projects' own policies
 * write so: what the action is asked for does not exist yet, gets its name from AWS, or is the holder itself.
 * Each row with where that is documented.
 */
export interface WorkloadGrant {
  /** What needs it, as it goes behind "for". */
  readonly workload: string;
  readonly actions: readonly string[];
  /** The row holds for policies only that also allow one of these: they tell the workload. */
  readonly beside?: readonly string[];
  /** The row holds only where the policy names the types: `volume/*`, not `*`. */
  readonly onTypes?: true;
  readonly source: string;
}

export const WORKLOAD_GRANTS: readonly WorkloadGrant[] = [
  {
    workload: 'the network interfaces of functions and builds in a VPC',
    actions: [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:CreateNetworkInterfacePermission',
      'ec2:DeleteNetworkInterface',
      'ec2:UnassignPrivateIpAddresses',
    ],
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions',
  },
  {
    workload: 'the network interfaces of containers',
    actions: [
      'ec2:AssignIpv6Addresses',
      'ec2:AttachNetworkInterface',
      'ec2:DeleteNetworkInterfacePermission',
      'ec2:DetachNetworkInterface',
      'ec2:ModifyNetworkInterfaceAttribute',
      'ec2:UnassignIpv6Addresses',
    ],
    beside: ['ec2:CreateNetworkInterface'],
    source: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEKS_CNI_Policy.html',
  },
  {
    workload: 'the delivery of logs',
    actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 'logs:PutRetentionPolicy'],
    source: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html',
  },
  {
    workload: 'metrics and requests that name a resource only at times',
    actions: [
      'cloudwatch:PutMetricData',
      'mediaconvert:CreateJob',
      'polly:StartSpeechSynthesisTask',
      'rekognition:StartMediaAnalysisJob',
      'translate:StartTextTranslationJob',
    ],
    source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html',
  },
  {
    workload: 'the Systems Manager agent of an instance',
    actions: [
      'ssm:PutComplianceItems',
      'ssm:UpdateAssociationStatus',
      'ssm:UpdateInstanceAssociationStatus',
      'ssm:UpdateInstanceInformation',
    ],
    source: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html',
  },
  {
    workload: 'the container agent of an instance',
    actions: [
      'ecs:CreateCluster',
      'ecs:DeregisterContainerInstance',
      'ecs:Poll',
      'ecs:RegisterContainerInstance',
      'ecs:StartTelemetrySession',
      'ecs:SubmitAttachmentStateChanges',
      'ecs:SubmitContainerStateChange',
      'ecs:SubmitTaskStateChange',
      'ecs:UpdateContainerInstancesState',
    ],
    beside: ['ecs:RegisterContainerInstance'],
    source: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceforEC2Role.html',
  },
  {
    workload: 'instances that report how their launch or end goes',
    actions: [
      'autoscaling:CompleteLifecycleAction',
      'autoscaling:RecordLifecycleActionHeartbeat',
      'cloudformation:SignalResource',
    ],
    source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html',
  },
  {
    workload: 'instances and tasks that register with load balancers',
    actions: [
      'elasticloadbalancing:DeregisterInstancesFromLoadBalancer',
      'elasticloadbalancing:DeregisterTargets',
      'elasticloadbalancing:RegisterInstancesWithLoadBalancer',
      'elasticloadbalancing:RegisterTargets',
    ],
    source: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceRole.html',
  },
  {
    workload: 'container services that register their instances with load balancers',
    actions: ['ec2:AuthorizeSecurityGroupIngress'],
    beside: ['elasticloadbalancing:RegisterInstancesWithLoadBalancer'],
    source: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceRole.html',
  },
  {
    workload: 'a load-balancer controller',
    actions: [
      'ec2:AuthorizeSecurityGroupIngress',
      'ec2:RevokeSecurityGroupIngress',
      'elasticloadbalancing:AddListenerCertificates',
      'elasticloadbalancing:AddTags',
      'elasticloadbalancing:CreateListener',
      'elasticloadbalancing:CreateRule',
      'elasticloadbalancing:DeleteListener',
      'elasticloadbalancing:DeleteRule',
      'elasticloadbalancing:ModifyListener',
      'elasticloadbalancing:ModifyRule',
      'elasticloadbalancing:RemoveListenerCertificates',
      'elasticloadbalancing:RemoveTags',
      'elasticloadbalancing:SetRulePriorities',
      'shield:DeleteProtection',
      'waf-regional:AssociateWebACL',
      'waf-regional:DisassociateWebACL',
      'wafv2:AssociateWebACL',
      'wafv2:DisassociateWebACL',
    ],
    beside: ['elasticloadbalancing:CreateTargetGroup'],
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/lbc-manifest.html',
  },
  {
    workload: 'a storage driver',
    actions: [
      'ec2:AttachVolume',
      'ec2:CreateSnapshot',
      'ec2:DeleteTags',
      'ec2:DetachVolume',
      'ec2:EnableFastSnapshotRestores',
      'ec2:LockSnapshot',
      'ec2:ModifyVolume',
    ],
    beside: ['ec2:CreateVolume'],
    onTypes: true,
    source: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverPolicy.html',
  },
  {
    workload: 'a cluster autoscaler',
    actions: ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
    beside: ['autoscaling:DescribeAutoScalingInstances'],
    source: 'https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md',
  },
];

/**
 * Services that give what is created in them an id, and take no name for its ARN: what creates it can be limited to
 * what it is made from or put into, where it takes such, but not to itself.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const SERVICES_THAT_GIVE_IDS: readonly string[] = [
  'acm',
  'backup',
  'cloudfront',
  'ec2',
  'fsx',
  'servicediscovery',
  'vpc-lattice',
  'workspaces',
];

/**
 * Writes without a resource that change nothing which lasts in the account: telemetry, the channels of agents, answers to
 * a task, analysis of what is handed over, the delivery of logs.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const SMALL_WRITES: readonly string[] = [
  'bedrock:Rerank',
  'bedrock:RetrieveAndGenerate',
  'codedeploy:PutLifecycleEventHookExecutionStatus',
  'cognito-idp:*Auth*',
  'cognito-idp:ConfirmSignUp',
  'cognito-idp:ForgotPassword',
  'cognito-idp:SignUp',
  'config:PutEvaluations',
  'ec2messages:*',
  'ecs:DiscoverPollEndpoint',
  'guardduty:SendSecurityTelemetry',
  'inspector2:SendCis*',
  'kms:GenerateRandom',
  'logs:*LogDelivery',
  'rekognition:Start*',
  'ssm:CreateOpsItem',
  'ssm:PutInventory',
  'ssmmessages:*',
  'states:SendTask*',
  'sts:DecodeAuthorizationMessage',
  'sts:GetWebIdentityToken',
  'textract:Start*',
  'transcribe:Start*',
  'xray:PutSpans*',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];
