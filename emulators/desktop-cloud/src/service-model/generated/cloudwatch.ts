// Generated from the service model of CloudWatch 2010-08-01 in the botocore of boto3==1.44.5 (Apache-2.0).

export type ActionConfiguration = {
  AlarmTagsPropagation?: AlarmTagsPropagation | undefined;
};

export type ActionsSuppressedBy = 'WaitPeriod' | 'ExtensionPeriod' | 'Alarm';

export type AlarmContributor = {
  ContributorId: string;
  ContributorAttributes: Readonly<Record<string, string>>;
  StateReason: string;
  StateTransitionedTimestamp?: Date | undefined;
};

export type AlarmHistoryItem = {
  AlarmName?: string | undefined;
  AlarmContributorId?: string | undefined;
  AlarmType?: AlarmType | undefined;
  Timestamp?: Date | undefined;
  HistoryItemType?: HistoryItemType | undefined;
  HistorySummary?: string | undefined;
  HistoryData?: string | undefined;
  AlarmContributorAttributes?: Readonly<Record<string, string>> | undefined;
};

export type AlarmMuteRuleStatus = 'SCHEDULED' | 'ACTIVE' | 'EXPIRED';

export type AlarmMuteRuleSummary = {
  AlarmMuteRuleArn?: string | undefined;
  ExpireDate?: Date | undefined;
  Status?: AlarmMuteRuleStatus | undefined;
  MuteType?: string | undefined;
  LastUpdatedTimestamp?: Date | undefined;
};

export type AlarmPromQLCriteria = {
  Query: string;
  PendingPeriod?: number | undefined;
  RecoveryPeriod?: number | undefined;
};

export type AlarmTagsPropagation = {
  Enabled: boolean;
  IncludedTagKeys?: readonly string[] | undefined;
  ExcludedTagKeys?: readonly string[] | undefined;
};

export type AlarmType = 'CompositeAlarm' | 'MetricAlarm' | 'LogAlarm';

export type AnomalyDetector = {
  AnomalyDetectorId?: string | undefined;
  Namespace?: string | undefined;
  MetricName?: string | undefined;
  Dimensions?: readonly Dimension[] | undefined;
  Stat?: string | undefined;
  Configuration?: AnomalyDetectorConfiguration | undefined;
  StateValue?: AnomalyDetectorStateValue | undefined;
  MetricCharacteristics?: MetricCharacteristics | undefined;
  SingleMetricAnomalyDetector?: SingleMetricAnomalyDetector | undefined;
  MetricMathAnomalyDetector?: MetricMathAnomalyDetector | undefined;
};

export type AnomalyDetectorAdaptationSpeed = 'FAST' | 'NORMAL' | 'SLOW';

export type AnomalyDetectorConfiguration = {
  ExcludedTimeRanges?: readonly Range[] | undefined;
  MetricTimezone?: string | undefined;
  AdaptationSpeed?: AnomalyDetectorAdaptationSpeed | undefined;
  OutlierFilteringStrength?: AnomalyDetectorOutlierFilteringStrength | undefined;
};

export type AnomalyDetectorOutlierFilteringStrength = 'MINIMAL' | 'MODERATE' | 'STRICT';

export type AnomalyDetectorStateValue = 'PENDING_TRAINING' | 'TRAINED_INSUFFICIENT_DATA' | 'TRAINED';

export type AnomalyDetectorType = 'SINGLE_METRIC' | 'METRIC_MATH';

export type AssociateDatasetKmsKeyInput = {
  DatasetIdentifier: string;
  KmsKeyArn: string;
};

export type AssociateDatasetKmsKeyOutput = Record<never, never>;

export type ComparisonOperator = 'GreaterThanOrEqualToThreshold' | 'GreaterThanThreshold' | 'LessThanThreshold' | 'LessThanOrEqualToThreshold' | 'LessThanLowerOrGreaterThanUpperThreshold' | 'LessThanLowerThreshold' | 'GreaterThanUpperThreshold';

export type CompositeAlarm = {
  ActionsEnabled?: boolean | undefined;
  AlarmActions?: readonly string[] | undefined;
  AlarmArn?: string | undefined;
  AlarmConfigurationUpdatedTimestamp?: Date | undefined;
  AlarmDescription?: string | undefined;
  AlarmName?: string | undefined;
  AlarmRule?: string | undefined;
  InsufficientDataActions?: readonly string[] | undefined;
  OKActions?: readonly string[] | undefined;
  StateReason?: string | undefined;
  StateReasonData?: string | undefined;
  StateUpdatedTimestamp?: Date | undefined;
  StateValue?: StateValue | undefined;
  StateTransitionedTimestamp?: Date | undefined;
  ActionsSuppressedBy?: ActionsSuppressedBy | undefined;
  ActionsSuppressedReason?: string | undefined;
  ActionsSuppressor?: string | undefined;
  ActionsSuppressorWaitPeriod?: number | undefined;
  ActionsSuppressorExtensionPeriod?: number | undefined;
  ActionConfiguration?: ActionConfiguration | undefined;
};

export type CreateResourceMetricsConfigurationInput = {
  ResourceArn: string;
  MetricSelections?: readonly ResourceMetricSelection[] | undefined;
};

export type CreateResourceMetricsConfigurationOutput = {
  ResourceMetricsConfiguration: ResourceMetricsConfiguration;
};

export type DashboardEntry = {
  DashboardName?: string | undefined;
  DashboardArn?: string | undefined;
  LastModified?: Date | undefined;
  Size?: number | undefined;
};

export type DashboardValidationMessage = {
  DataPath?: string | undefined;
  Message?: string | undefined;
};

export type Datapoint = {
  Timestamp?: Date | undefined;
  SampleCount?: number | undefined;
  Average?: number | undefined;
  Sum?: number | undefined;
  Minimum?: number | undefined;
  Maximum?: number | undefined;
  Unit?: StandardUnit | undefined;
  ExtendedStatistics?: Readonly<Record<string, number>> | undefined;
};

export type DeleteAlarmMuteRuleInput = {
  AlarmMuteRuleName: string;
};

export type DeleteAlarmsInput = {
  AlarmNames: readonly string[];
};

export type DeleteAnomalyDetectorInput = {
  AnomalyDetectorId?: string | undefined;
  Namespace?: string | undefined;
  MetricName?: string | undefined;
  Dimensions?: readonly Dimension[] | undefined;
  Stat?: string | undefined;
  SingleMetricAnomalyDetector?: SingleMetricAnomalyDetector | undefined;
  MetricMathAnomalyDetector?: MetricMathAnomalyDetector | undefined;
};

export type DeleteAnomalyDetectorOutput = Record<never, never>;

export type DeleteDashboardsInput = {
  DashboardNames: readonly string[];
};

export type DeleteDashboardsOutput = Record<never, never>;

export type DeleteInsightRulesInput = {
  RuleNames: readonly string[];
};

export type DeleteInsightRulesOutput = {
  Failures?: readonly PartialFailure[] | undefined;
};

export type DeleteMetricDataQueryDefinitionInput = {
  Id: string;
};

export type DeleteMetricDataQueryDefinitionOutput = Record<never, never>;

export type DeleteMetricStreamInput = {
  Name: string;
};

export type DeleteMetricStreamOutput = Record<never, never>;

export type DeleteResourceMetricsConfigurationInput = {
  ResourceArn: string;
};

export type DeleteResourceMetricsConfigurationOutput = Record<never, never>;

export type DescribeAlarmContributorsInput = {
  AlarmName: string;
  NextToken?: string | undefined;
};

export type DescribeAlarmContributorsOutput = {
  AlarmContributors: readonly AlarmContributor[];
  NextToken?: string | undefined;
};

export type DescribeAlarmHistoryInput = {
  AlarmName?: string | undefined;
  AlarmContributorId?: string | undefined;
  AlarmTypes?: readonly AlarmType[] | undefined;
  HistoryItemType?: HistoryItemType | undefined;
  StartDate?: Date | undefined;
  EndDate?: Date | undefined;
  MaxRecords?: number | undefined;
  NextToken?: string | undefined;
  ScanBy?: ScanBy | undefined;
};

export type DescribeAlarmHistoryOutput = {
  AlarmHistoryItems?: readonly AlarmHistoryItem[] | undefined;
  NextToken?: string | undefined;
};

export type DescribeAlarmsForMetricInput = {
  MetricName: string;
  Namespace: string;
  Statistic?: Statistic | undefined;
  ExtendedStatistic?: string | undefined;
  Dimensions?: readonly Dimension[] | undefined;
  Period?: number | undefined;
  Unit?: StandardUnit | undefined;
};

export type DescribeAlarmsForMetricOutput = {
  MetricAlarms?: readonly MetricAlarm[] | undefined;
};

export type DescribeAlarmsInput = {
  AlarmNames?: readonly string[] | undefined;
  AlarmNamePrefix?: string | undefined;
  AlarmTypes?: readonly AlarmType[] | undefined;
  ChildrenOfAlarmName?: string | undefined;
  ParentsOfAlarmName?: string | undefined;
  StateValue?: StateValue | undefined;
  ActionPrefix?: string | undefined;
  MaxRecords?: number | undefined;
  NextToken?: string | undefined;
};

export type DescribeAlarmsOutput = {
  CompositeAlarms?: readonly CompositeAlarm[] | undefined;
  MetricAlarms?: readonly MetricAlarm[] | undefined;
  LogAlarms?: readonly LogAlarm[] | undefined;
  NextToken?: string | undefined;
};

export type DescribeAnomalyDetectorsInput = {
  AnomalyDetectorIds?: readonly string[] | undefined;
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
  Namespace?: string | undefined;
  MetricName?: string | undefined;
  Dimensions?: readonly Dimension[] | undefined;
  AnomalyDetectorTypes?: readonly AnomalyDetectorType[] | undefined;
};

export type DescribeAnomalyDetectorsOutput = {
  AnomalyDetectors?: readonly AnomalyDetector[] | undefined;
  NextToken?: string | undefined;
};

export type DescribeInsightRulesInput = {
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
};

export type DescribeInsightRulesOutput = {
  NextToken?: string | undefined;
  InsightRules?: readonly InsightRule[] | undefined;
};

export type Dimension = {
  Name: string;
  Value: string;
};

export type DimensionFilter = {
  Name: string;
  Value?: string | undefined;
};

export type DisableAlarmActionsInput = {
  AlarmNames: readonly string[];
};

export type DisableInsightRulesInput = {
  RuleNames: readonly string[];
};

export type DisableInsightRulesOutput = {
  Failures?: readonly PartialFailure[] | undefined;
};

export type DisassociateDatasetKmsKeyInput = {
  DatasetIdentifier: string;
};

export type DisassociateDatasetKmsKeyOutput = Record<never, never>;

export type EnableAlarmActionsInput = {
  AlarmNames: readonly string[];
};

export type EnableInsightRulesInput = {
  RuleNames: readonly string[];
};

export type EnableInsightRulesOutput = {
  Failures?: readonly PartialFailure[] | undefined;
};

export type Entity = {
  KeyAttributes?: Readonly<Record<string, string>> | undefined;
  Attributes?: Readonly<Record<string, string>> | undefined;
};

export type EntityMetricData = {
  Entity?: Entity | undefined;
  MetricData?: readonly MetricDatum[] | undefined;
};

export type EvaluationCriteria = {
  PromQLCriteria?: AlarmPromQLCriteria | undefined;
};

export type EvaluationState = 'PARTIAL_DATA' | 'EVALUATION_FAILURE' | 'EVALUATION_ERROR';

export type EvaluationWindow = {
  WallClockWindow?: WallClockWindow | undefined;
  SlidingWindow?: SlidingWindow | undefined;
};

export type GetAlarmMuteRuleInput = {
  AlarmMuteRuleName: string;
};

export type GetAlarmMuteRuleOutput = {
  Name?: string | undefined;
  AlarmMuteRuleArn?: string | undefined;
  Description?: string | undefined;
  Rule?: Rule | undefined;
  MuteTargets?: MuteTargets | undefined;
  StartDate?: Date | undefined;
  ExpireDate?: Date | undefined;
  Status?: AlarmMuteRuleStatus | undefined;
  LastUpdatedTimestamp?: Date | undefined;
  MuteType?: string | undefined;
};

export type GetDashboardInput = {
  DashboardName: string;
};

export type GetDashboardOutput = {
  DashboardArn?: string | undefined;
  DashboardBody?: string | undefined;
  DashboardName?: string | undefined;
};

export type GetDatasetInput = {
  DatasetIdentifier: string;
};

export type GetDatasetOutput = {
  DatasetId: string;
  Arn: string;
  KmsKeyArn?: string | undefined;
};

export type GetInsightRuleReportInput = {
  RuleName: string;
  StartTime: Date;
  EndTime: Date;
  Period: number;
  MaxContributorCount?: number | undefined;
  Metrics?: readonly string[] | undefined;
  OrderBy?: string | undefined;
};

export type GetInsightRuleReportOutput = {
  KeyLabels?: readonly string[] | undefined;
  AggregationStatistic?: string | undefined;
  AggregateValue?: number | undefined;
  ApproximateUniqueCount?: number | undefined;
  Contributors?: readonly InsightRuleContributor[] | undefined;
  MetricDatapoints?: readonly InsightRuleMetricDatapoint[] | undefined;
};

export type GetMetricDataInput = {
  MetricDataQueries: readonly MetricDataQuery[];
  StartTime: Date;
  EndTime: Date;
  NextToken?: string | undefined;
  ScanBy?: ScanBy | undefined;
  MaxDatapoints?: number | undefined;
  LabelOptions?: LabelOptions | undefined;
};

export type GetMetricDataOutput = {
  MetricDataResults?: readonly MetricDataResult[] | undefined;
  NextToken?: string | undefined;
  Messages?: readonly MessageData[] | undefined;
};

export type GetMetricDataQueryDefinitionInput = {
  Id: string;
};

export type GetMetricDataQueryDefinitionOutput = {
  Id: string;
  Arn: string;
  Path: string;
  Expression: string;
  Type: QueryType;
  CreatedAt: Date;
  UpdatedAt: Date;
};

export type GetMetricStatisticsInput = {
  Namespace: string;
  MetricName: string;
  Dimensions?: readonly Dimension[] | undefined;
  StartTime: Date;
  EndTime: Date;
  Period: number;
  Statistics?: readonly Statistic[] | undefined;
  ExtendedStatistics?: readonly string[] | undefined;
  Unit?: StandardUnit | undefined;
};

export type GetMetricStatisticsOutput = {
  Label?: string | undefined;
  Datapoints?: readonly Datapoint[] | undefined;
};

export type GetMetricStreamInput = {
  Name: string;
};

export type GetMetricStreamOutput = {
  Arn?: string | undefined;
  Name?: string | undefined;
  IncludeFilters?: readonly MetricStreamFilter[] | undefined;
  ExcludeFilters?: readonly MetricStreamFilter[] | undefined;
  FirehoseArn?: string | undefined;
  RoleArn?: string | undefined;
  State?: string | undefined;
  CreationDate?: Date | undefined;
  LastUpdateDate?: Date | undefined;
  OutputFormat?: MetricStreamOutputFormat | undefined;
  StatisticsConfigurations?: readonly MetricStreamStatisticsConfiguration[] | undefined;
  IncludeLinkedAccountsMetrics?: boolean | undefined;
};

export type GetMetricWidgetImageInput = {
  MetricWidget: string;
  OutputFormat?: string | undefined;
};

export type GetMetricWidgetImageOutput = {
  MetricWidgetImage?: Uint8Array | undefined;
};

export type GetOTelEnrichmentInput = Record<never, never>;

export type GetOTelEnrichmentOutput = {
  Status: OTelEnrichmentStatus;
  IncludeFilters?: readonly OTelEnrichmentMetricSelector[] | undefined;
  ExcludeFilters?: readonly OTelEnrichmentMetricSelector[] | undefined;
  CreatedAt?: Date | undefined;
  UpdatedAt?: Date | undefined;
};

export type GetResourceMetricsConfigurationInput = {
  ResourceArn: string;
};

export type GetResourceMetricsConfigurationOutput = {
  ResourceMetricsConfiguration: ResourceMetricsConfiguration;
};

export type HistoryItemType = 'ConfigurationUpdate' | 'StateUpdate' | 'Action' | 'AlarmContributorStateUpdate' | 'AlarmContributorAction';

export type InsightRule = {
  Name: string;
  State: string;
  Schema: string;
  Definition: string;
  ManagedRule?: boolean | undefined;
  ApplyOnTransformedLogs?: boolean | undefined;
};

export type InsightRuleContributor = {
  Keys: readonly string[];
  ApproximateAggregateValue: number;
  Datapoints: readonly InsightRuleContributorDatapoint[];
};

export type InsightRuleContributorDatapoint = {
  Timestamp: Date;
  ApproximateValue: number;
};

export type InsightRuleMetricDatapoint = {
  Timestamp: Date;
  UniqueContributors?: number | undefined;
  MaxContributorValue?: number | undefined;
  SampleCount?: number | undefined;
  Average?: number | undefined;
  Sum?: number | undefined;
  Minimum?: number | undefined;
  Maximum?: number | undefined;
};

export type LabelOptions = {
  Timezone?: string | undefined;
};

export type ListAlarmMuteRulesInput = {
  AlarmName?: string | undefined;
  Statuses?: readonly AlarmMuteRuleStatus[] | undefined;
  MaxRecords?: number | undefined;
  NextToken?: string | undefined;
};

export type ListAlarmMuteRulesOutput = {
  AlarmMuteRuleSummaries?: readonly AlarmMuteRuleSummary[] | undefined;
  NextToken?: string | undefined;
};

export type ListDashboardsInput = {
  DashboardNamePrefix?: string | undefined;
  NextToken?: string | undefined;
};

export type ListDashboardsOutput = {
  DashboardEntries?: readonly DashboardEntry[] | undefined;
  NextToken?: string | undefined;
};

export type ListManagedInsightRulesInput = {
  ResourceARN: string;
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
};

export type ListManagedInsightRulesOutput = {
  ManagedRules?: readonly ManagedRuleDescription[] | undefined;
  NextToken?: string | undefined;
};

export type ListMetricDataQueryDefinitionsInput = {
  MaxResults?: number | undefined;
  NextToken?: string | undefined;
};

export type ListMetricDataQueryDefinitionsOutput = {
  Items: readonly MetricDataQueryDefinitionSummary[];
  NextToken?: string | undefined;
};

export type ListMetricStreamsInput = {
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
};

export type ListMetricStreamsOutput = {
  NextToken?: string | undefined;
  Entries?: readonly MetricStreamEntry[] | undefined;
};

export type ListMetricsInput = {
  Namespace?: string | undefined;
  MetricName?: string | undefined;
  Dimensions?: readonly DimensionFilter[] | undefined;
  NextToken?: string | undefined;
  RecentlyActive?: RecentlyActive | undefined;
  IncludeLinkedAccounts?: boolean | undefined;
  OwningAccount?: string | undefined;
};

export type ListMetricsOutput = {
  Metrics?: readonly Metric[] | undefined;
  NextToken?: string | undefined;
  OwningAccounts?: readonly string[] | undefined;
};

export type ListTagsForResourceInput = {
  ResourceARN: string;
};

export type ListTagsForResourceOutput = {
  Tags?: readonly Tag[] | undefined;
};

export type LogAlarm = {
  AlarmName?: string | undefined;
  AlarmArn?: string | undefined;
  AlarmDescription?: string | undefined;
  AlarmConfigurationUpdatedTimestamp?: Date | undefined;
  ActionsEnabled?: boolean | undefined;
  OKActions?: readonly string[] | undefined;
  AlarmActions?: readonly string[] | undefined;
  InsufficientDataActions?: readonly string[] | undefined;
  StateValue?: StateValue | undefined;
  StateReason?: string | undefined;
  StateReasonData?: string | undefined;
  StateUpdatedTimestamp?: Date | undefined;
  ScheduledQueryConfiguration?: ScheduledQueryConfiguration | undefined;
  QueryResultsToEvaluate?: number | undefined;
  QueryResultsToAlarm?: number | undefined;
  Threshold?: number | undefined;
  ComparisonOperator?: ComparisonOperator | undefined;
  TreatMissingData?: string | undefined;
  StateTransitionedTimestamp?: Date | undefined;
  EvaluationState?: EvaluationState | undefined;
  ActionLogLineCount?: number | undefined;
  ActionLogLineRoleArn?: string | undefined;
  WarmUpConfiguration?: WarmUpConfiguration | undefined;
  ActionConfiguration?: ActionConfiguration | undefined;
};

export type ManagedRule = {
  TemplateName: string;
  ResourceARN: string;
  Tags?: readonly Tag[] | undefined;
};

export type ManagedRuleDescription = {
  TemplateName?: string | undefined;
  ResourceARN?: string | undefined;
  RuleState?: ManagedRuleState | undefined;
};

export type ManagedRuleState = {
  RuleName: string;
  State: string;
};

export type MessageData = {
  Code?: string | undefined;
  Value?: string | undefined;
};

export type Metric = {
  Namespace?: string | undefined;
  MetricName?: string | undefined;
  Dimensions?: readonly Dimension[] | undefined;
};

export type MetricAlarm = {
  AlarmName?: string | undefined;
  AlarmArn?: string | undefined;
  AlarmDescription?: string | undefined;
  AlarmConfigurationUpdatedTimestamp?: Date | undefined;
  ActionsEnabled?: boolean | undefined;
  OKActions?: readonly string[] | undefined;
  AlarmActions?: readonly string[] | undefined;
  InsufficientDataActions?: readonly string[] | undefined;
  StateValue?: StateValue | undefined;
  StateReason?: string | undefined;
  StateReasonData?: string | undefined;
  StateUpdatedTimestamp?: Date | undefined;
  MetricName?: string | undefined;
  Namespace?: string | undefined;
  Statistic?: Statistic | undefined;
  ExtendedStatistic?: string | undefined;
  Dimensions?: readonly Dimension[] | undefined;
  Period?: number | undefined;
  Unit?: StandardUnit | undefined;
  EvaluationPeriods?: number | undefined;
  DatapointsToAlarm?: number | undefined;
  Threshold?: number | undefined;
  ComparisonOperator?: ComparisonOperator | undefined;
  TreatMissingData?: string | undefined;
  EvaluateLowSampleCountPercentile?: string | undefined;
  Metrics?: readonly MetricDataQuery[] | undefined;
  ThresholdMetricId?: string | undefined;
  EvaluationState?: EvaluationState | undefined;
  StateTransitionedTimestamp?: Date | undefined;
  EvaluationWindow?: EvaluationWindow | undefined;
  WarmUpConfiguration?: WarmUpConfiguration | undefined;
  EvaluationCriteria?: EvaluationCriteria | undefined;
  EvaluationInterval?: number | undefined;
  ActionConfiguration?: ActionConfiguration | undefined;
};

export type MetricCharacteristics = {
  PeriodicSpikes?: boolean | undefined;
};

export type MetricDataQuery = {
  Id: string;
  MetricStat?: MetricStat | undefined;
  Expression?: string | undefined;
  Label?: string | undefined;
  ReturnData?: boolean | undefined;
  Period?: number | undefined;
  AccountId?: string | undefined;
};

export type MetricDataQueryDefinitionSummary = {
  Id: string;
  Path: string;
  Type: QueryType;
  UpdatedAt?: Date | undefined;
};

export type MetricDataResult = {
  Id?: string | undefined;
  Label?: string | undefined;
  Timestamps?: readonly Date[] | undefined;
  Values?: readonly number[] | undefined;
  StatusCode?: StatusCode | undefined;
  Messages?: readonly MessageData[] | undefined;
};

export type MetricDatum = {
  MetricName: string;
  Dimensions?: readonly Dimension[] | undefined;
  Timestamp?: Date | undefined;
  Value?: number | undefined;
  StatisticValues?: StatisticSet | undefined;
  Values?: readonly number[] | undefined;
  Counts?: readonly number[] | undefined;
  Unit?: StandardUnit | undefined;
  StorageResolution?: number | undefined;
};

export type MetricMathAnomalyDetector = {
  MetricDataQueries?: readonly MetricDataQuery[] | undefined;
};

export type MetricStat = {
  Metric: Metric;
  Period: number;
  Stat: string;
  Unit?: StandardUnit | undefined;
};

export type MetricStreamEntry = {
  Arn?: string | undefined;
  CreationDate?: Date | undefined;
  LastUpdateDate?: Date | undefined;
  Name?: string | undefined;
  FirehoseArn?: string | undefined;
  State?: string | undefined;
  OutputFormat?: MetricStreamOutputFormat | undefined;
};

export type MetricStreamFilter = {
  Namespace?: string | undefined;
  MetricNames?: readonly string[] | undefined;
};

export type MetricStreamOutputFormat = 'json' | 'opentelemetry0.7' | 'opentelemetry1.0';

export type MetricStreamStatisticsConfiguration = {
  IncludeMetrics: readonly MetricStreamStatisticsMetric[];
  AdditionalStatistics: readonly string[];
};

export type MetricStreamStatisticsMetric = {
  Namespace: string;
  MetricName: string;
};

export type MuteTargets = {
  AlarmNames: readonly string[];
};

export type OTelEnrichmentMetricSelector = {
  Namespace: string;
  MetricNames?: readonly string[] | undefined;
};

export type OTelEnrichmentStatus = 'Running' | 'Stopped';

export type PartialFailure = {
  FailureResource?: string | undefined;
  ExceptionType?: string | undefined;
  FailureCode?: string | undefined;
  FailureDescription?: string | undefined;
};

export type PutAlarmMuteRuleInput = {
  Name: string;
  Description?: string | undefined;
  Rule: Rule;
  MuteTargets?: MuteTargets | undefined;
  Tags?: readonly Tag[] | undefined;
  StartDate?: Date | undefined;
  ExpireDate?: Date | undefined;
};

export type PutAnomalyDetectorInput = {
  Namespace?: string | undefined;
  MetricName?: string | undefined;
  Dimensions?: readonly Dimension[] | undefined;
  Stat?: string | undefined;
  Configuration?: AnomalyDetectorConfiguration | undefined;
  MetricCharacteristics?: MetricCharacteristics | undefined;
  SingleMetricAnomalyDetector?: SingleMetricAnomalyDetector | undefined;
  MetricMathAnomalyDetector?: MetricMathAnomalyDetector | undefined;
};

export type PutAnomalyDetectorOutput = {
  AnomalyDetectorId?: string | undefined;
};

export type PutCompositeAlarmInput = {
  ActionsEnabled?: boolean | undefined;
  AlarmActions?: readonly string[] | undefined;
  AlarmDescription?: string | undefined;
  AlarmName: string;
  AlarmRule: string;
  InsufficientDataActions?: readonly string[] | undefined;
  OKActions?: readonly string[] | undefined;
  Tags?: readonly Tag[] | undefined;
  ActionsSuppressor?: string | undefined;
  ActionsSuppressorWaitPeriod?: number | undefined;
  ActionsSuppressorExtensionPeriod?: number | undefined;
  ActionConfiguration?: ActionConfiguration | undefined;
};

export type PutDashboardInput = {
  DashboardName: string;
  DashboardBody: string;
  Tags?: readonly Tag[] | undefined;
};

export type PutDashboardOutput = {
  DashboardValidationMessages?: readonly DashboardValidationMessage[] | undefined;
};

export type PutInsightRuleInput = {
  RuleName: string;
  RuleState?: string | undefined;
  RuleDefinition: string;
  Tags?: readonly Tag[] | undefined;
  ApplyOnTransformedLogs?: boolean | undefined;
};

export type PutInsightRuleOutput = Record<never, never>;

export type PutLogAlarmInput = {
  AlarmName: string;
  AlarmDescription?: string | undefined;
  ScheduledQueryConfiguration: ScheduledQueryConfiguration;
  ActionLogLineCount?: number | undefined;
  ActionLogLineRoleArn?: string | undefined;
  ActionsEnabled?: boolean | undefined;
  OKActions?: readonly string[] | undefined;
  AlarmActions?: readonly string[] | undefined;
  InsufficientDataActions?: readonly string[] | undefined;
  QueryResultsToEvaluate: number;
  QueryResultsToAlarm: number;
  Threshold: number;
  ComparisonOperator: ComparisonOperator;
  TreatMissingData?: string | undefined;
  Tags?: readonly Tag[] | undefined;
  WarmUpConfiguration?: WarmUpConfiguration | undefined;
  ActionConfiguration?: ActionConfiguration | undefined;
};

export type PutManagedInsightRulesInput = {
  ManagedRules: readonly ManagedRule[];
};

export type PutManagedInsightRulesOutput = {
  Failures?: readonly PartialFailure[] | undefined;
};

export type PutMetricAlarmInput = {
  AlarmName: string;
  AlarmDescription?: string | undefined;
  ActionsEnabled?: boolean | undefined;
  OKActions?: readonly string[] | undefined;
  AlarmActions?: readonly string[] | undefined;
  InsufficientDataActions?: readonly string[] | undefined;
  MetricName?: string | undefined;
  Namespace?: string | undefined;
  Statistic?: Statistic | undefined;
  ExtendedStatistic?: string | undefined;
  Dimensions?: readonly Dimension[] | undefined;
  Period?: number | undefined;
  Unit?: StandardUnit | undefined;
  EvaluationPeriods?: number | undefined;
  DatapointsToAlarm?: number | undefined;
  Threshold?: number | undefined;
  ComparisonOperator?: ComparisonOperator | undefined;
  TreatMissingData?: string | undefined;
  EvaluateLowSampleCountPercentile?: string | undefined;
  Metrics?: readonly MetricDataQuery[] | undefined;
  Tags?: readonly Tag[] | undefined;
  ThresholdMetricId?: string | undefined;
  EvaluationWindow?: EvaluationWindow | undefined;
  WarmUpConfiguration?: WarmUpConfiguration | undefined;
  EvaluationCriteria?: EvaluationCriteria | undefined;
  EvaluationInterval?: number | undefined;
  ActionConfiguration?: ActionConfiguration | undefined;
};

export type PutMetricDataInput = {
  Namespace: string;
  MetricData?: readonly MetricDatum[] | undefined;
  EntityMetricData?: readonly EntityMetricData[] | undefined;
  StrictEntityValidation?: boolean | undefined;
};

export type PutMetricDataQueryDefinitionInput = {
  Id?: string | undefined;
  Path: string;
  Expression: string;
  Type: QueryType;
  Tags?: readonly Tag[] | undefined;
};

export type PutMetricDataQueryDefinitionOutput = {
  Id: string;
  Arn: string;
  Path: string;
  Expression: string;
  Type: QueryType;
  CreatedAt: Date;
  UpdatedAt: Date;
};

export type PutMetricStreamInput = {
  Name: string;
  IncludeFilters?: readonly MetricStreamFilter[] | undefined;
  ExcludeFilters?: readonly MetricStreamFilter[] | undefined;
  FirehoseArn: string;
  RoleArn: string;
  OutputFormat: MetricStreamOutputFormat;
  Tags?: readonly Tag[] | undefined;
  StatisticsConfigurations?: readonly MetricStreamStatisticsConfiguration[] | undefined;
  IncludeLinkedAccountsMetrics?: boolean | undefined;
};

export type PutMetricStreamOutput = {
  Arn?: string | undefined;
};

export type QueryType = 'PROMQL' | 'SQL' | 'METRIC_MATH';

export type Range = {
  StartTime: Date;
  EndTime: Date;
};

export type RecentlyActive = 'PT3H';

export type ResourceMetricSelection = {
  IncludeMetrics: readonly string[];
};

export type ResourceMetricsConfiguration = {
  ResourceArn: string;
  CreatedAt: Date;
  UpdatedAt: Date;
  MetricSelections?: readonly ResourceMetricSelection[] | undefined;
};

export type Rule = {
  Schedule: Schedule;
};

export type ScanBy = 'TimestampDescending' | 'TimestampAscending';

export type Schedule = {
  Expression: string;
  Duration: string;
  Timezone?: string | undefined;
};

export type ScheduleConfiguration = {
  ScheduleExpression: string;
  StartTimeOffset: number;
  EndTimeOffset?: number | undefined;
};

export type ScheduledQueryConfiguration = {
  QueryString: string;
  LogGroupIdentifiers?: readonly string[] | undefined;
  QueryARN?: string | undefined;
  ScheduledQueryRoleARN: string;
  ScheduleConfiguration: ScheduleConfiguration;
  AggregationExpression: string;
  Tags?: readonly Tag[] | undefined;
};

export type SetAlarmStateInput = {
  AlarmName: string;
  StateValue: StateValue;
  StateReason: string;
  StateReasonData?: string | undefined;
};

export type SingleMetricAnomalyDetector = {
  AccountId?: string | undefined;
  Namespace?: string | undefined;
  MetricName?: string | undefined;
  Dimensions?: readonly Dimension[] | undefined;
  Stat?: string | undefined;
};

export type SlidingWindow = Record<never, never>;

export type StandardUnit = 'Seconds' | 'Microseconds' | 'Milliseconds' | 'Bytes' | 'Kilobytes' | 'Megabytes' | 'Gigabytes' | 'Terabytes' | 'Bits' | 'Kilobits' | 'Megabits' | 'Gigabits' | 'Terabits' | 'Percent' | 'Count' | 'Bytes/Second' | 'Kilobytes/Second' | 'Megabytes/Second' | 'Gigabytes/Second' | 'Terabytes/Second' | 'Bits/Second' | 'Kilobits/Second' | 'Megabits/Second' | 'Gigabits/Second' | 'Terabits/Second' | 'Count/Second' | 'None';

export type StartMetricStreamsInput = {
  Names: readonly string[];
};

export type StartMetricStreamsOutput = Record<never, never>;

export type StartOTelEnrichmentInput = {
  IncludeFilters?: readonly OTelEnrichmentMetricSelector[] | undefined;
  ExcludeFilters?: readonly OTelEnrichmentMetricSelector[] | undefined;
};

export type StartOTelEnrichmentOutput = {
  IncludeFilters?: readonly OTelEnrichmentMetricSelector[] | undefined;
  ExcludeFilters?: readonly OTelEnrichmentMetricSelector[] | undefined;
  CreatedAt?: Date | undefined;
  UpdatedAt?: Date | undefined;
};

export type StateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export type Statistic = 'SampleCount' | 'Average' | 'Sum' | 'Minimum' | 'Maximum';

export type StatisticSet = {
  SampleCount: number;
  Sum: number;
  Minimum: number;
  Maximum: number;
};

export type StatusCode = 'Complete' | 'InternalError' | 'PartialData' | 'Forbidden';

export type StopMetricStreamsInput = {
  Names: readonly string[];
};

export type StopMetricStreamsOutput = Record<never, never>;

export type StopOTelEnrichmentInput = Record<never, never>;

export type StopOTelEnrichmentOutput = Record<never, never>;

export type Tag = {
  Key: string;
  Value: string;
};

export type TagResourceInput = {
  ResourceARN: string;
  Tags: readonly Tag[];
};

export type TagResourceOutput = Record<never, never>;

export type UntagResourceInput = {
  ResourceARN: string;
  TagKeys: readonly string[];
};

export type UntagResourceOutput = Record<never, never>;

export type UpdateOTelEnrichmentInput = {
  IncludeFilters?: readonly OTelEnrichmentMetricSelector[] | undefined;
  ExcludeFilters?: readonly OTelEnrichmentMetricSelector[] | undefined;
};

export type UpdateOTelEnrichmentOutput = {
  IncludeFilters?: readonly OTelEnrichmentMetricSelector[] | undefined;
  ExcludeFilters?: readonly OTelEnrichmentMetricSelector[] | undefined;
  CreatedAt?: Date | undefined;
  UpdatedAt?: Date | undefined;
};

export type UpdateResourceMetricsConfigurationInput = {
  ResourceArn: string;
  MetricSelections?: readonly ResourceMetricSelection[] | undefined;
};

export type UpdateResourceMetricsConfigurationOutput = {
  ResourceMetricsConfiguration: ResourceMetricsConfiguration;
};

export type WallClockWindow = {
  Timezone?: string | undefined;
};

export type WarmUpConfiguration = {
  WarmUpPeriodDurationInMinutes: number;
  OnlyStartEvaluatingAfterWarmUpPeriodEnds?: boolean | undefined;
};

export type Inputs = {
  AssociateDatasetKmsKey: AssociateDatasetKmsKeyInput;
  CreateResourceMetricsConfiguration: CreateResourceMetricsConfigurationInput;
  DeleteAlarmMuteRule: DeleteAlarmMuteRuleInput;
  DeleteAlarms: DeleteAlarmsInput;
  DeleteAnomalyDetector: DeleteAnomalyDetectorInput;
  DeleteDashboards: DeleteDashboardsInput;
  DeleteInsightRules: DeleteInsightRulesInput;
  DeleteMetricDataQueryDefinition: DeleteMetricDataQueryDefinitionInput;
  DeleteMetricStream: DeleteMetricStreamInput;
  DeleteResourceMetricsConfiguration: DeleteResourceMetricsConfigurationInput;
  DescribeAlarmContributors: DescribeAlarmContributorsInput;
  DescribeAlarmHistory: DescribeAlarmHistoryInput;
  DescribeAlarms: DescribeAlarmsInput;
  DescribeAlarmsForMetric: DescribeAlarmsForMetricInput;
  DescribeAnomalyDetectors: DescribeAnomalyDetectorsInput;
  DescribeInsightRules: DescribeInsightRulesInput;
  DisableAlarmActions: DisableAlarmActionsInput;
  DisableInsightRules: DisableInsightRulesInput;
  DisassociateDatasetKmsKey: DisassociateDatasetKmsKeyInput;
  EnableAlarmActions: EnableAlarmActionsInput;
  EnableInsightRules: EnableInsightRulesInput;
  GetAlarmMuteRule: GetAlarmMuteRuleInput;
  GetDashboard: GetDashboardInput;
  GetDataset: GetDatasetInput;
  GetInsightRuleReport: GetInsightRuleReportInput;
  GetMetricData: GetMetricDataInput;
  GetMetricDataQueryDefinition: GetMetricDataQueryDefinitionInput;
  GetMetricStatistics: GetMetricStatisticsInput;
  GetMetricStream: GetMetricStreamInput;
  GetMetricWidgetImage: GetMetricWidgetImageInput;
  GetOTelEnrichment: GetOTelEnrichmentInput;
  GetResourceMetricsConfiguration: GetResourceMetricsConfigurationInput;
  ListAlarmMuteRules: ListAlarmMuteRulesInput;
  ListDashboards: ListDashboardsInput;
  ListManagedInsightRules: ListManagedInsightRulesInput;
  ListMetricDataQueryDefinitions: ListMetricDataQueryDefinitionsInput;
  ListMetricStreams: ListMetricStreamsInput;
  ListMetrics: ListMetricsInput;
  ListTagsForResource: ListTagsForResourceInput;
  PutAlarmMuteRule: PutAlarmMuteRuleInput;
  PutAnomalyDetector: PutAnomalyDetectorInput;
  PutCompositeAlarm: PutCompositeAlarmInput;
  PutDashboard: PutDashboardInput;
  PutInsightRule: PutInsightRuleInput;
  PutLogAlarm: PutLogAlarmInput;
  PutManagedInsightRules: PutManagedInsightRulesInput;
  PutMetricAlarm: PutMetricAlarmInput;
  PutMetricData: PutMetricDataInput;
  PutMetricDataQueryDefinition: PutMetricDataQueryDefinitionInput;
  PutMetricStream: PutMetricStreamInput;
  SetAlarmState: SetAlarmStateInput;
  StartMetricStreams: StartMetricStreamsInput;
  StartOTelEnrichment: StartOTelEnrichmentInput;
  StopMetricStreams: StopMetricStreamsInput;
  StopOTelEnrichment: StopOTelEnrichmentInput;
  TagResource: TagResourceInput;
  UntagResource: UntagResourceInput;
  UpdateOTelEnrichment: UpdateOTelEnrichmentInput;
  UpdateResourceMetricsConfiguration: UpdateResourceMetricsConfigurationInput;
};

export type Outputs = {
  AssociateDatasetKmsKey: AssociateDatasetKmsKeyOutput;
  CreateResourceMetricsConfiguration: CreateResourceMetricsConfigurationOutput;
  DeleteAlarmMuteRule: Record<never, never>;
  DeleteAlarms: Record<never, never>;
  DeleteAnomalyDetector: DeleteAnomalyDetectorOutput;
  DeleteDashboards: DeleteDashboardsOutput;
  DeleteInsightRules: DeleteInsightRulesOutput;
  DeleteMetricDataQueryDefinition: DeleteMetricDataQueryDefinitionOutput;
  DeleteMetricStream: DeleteMetricStreamOutput;
  DeleteResourceMetricsConfiguration: DeleteResourceMetricsConfigurationOutput;
  DescribeAlarmContributors: DescribeAlarmContributorsOutput;
  DescribeAlarmHistory: DescribeAlarmHistoryOutput;
  DescribeAlarms: DescribeAlarmsOutput;
  DescribeAlarmsForMetric: DescribeAlarmsForMetricOutput;
  DescribeAnomalyDetectors: DescribeAnomalyDetectorsOutput;
  DescribeInsightRules: DescribeInsightRulesOutput;
  DisableAlarmActions: Record<never, never>;
  DisableInsightRules: DisableInsightRulesOutput;
  DisassociateDatasetKmsKey: DisassociateDatasetKmsKeyOutput;
  EnableAlarmActions: Record<never, never>;
  EnableInsightRules: EnableInsightRulesOutput;
  GetAlarmMuteRule: GetAlarmMuteRuleOutput;
  GetDashboard: GetDashboardOutput;
  GetDataset: GetDatasetOutput;
  GetInsightRuleReport: GetInsightRuleReportOutput;
  GetMetricData: GetMetricDataOutput;
  GetMetricDataQueryDefinition: GetMetricDataQueryDefinitionOutput;
  GetMetricStatistics: GetMetricStatisticsOutput;
  GetMetricStream: GetMetricStreamOutput;
  GetMetricWidgetImage: GetMetricWidgetImageOutput;
  GetOTelEnrichment: GetOTelEnrichmentOutput;
  GetResourceMetricsConfiguration: GetResourceMetricsConfigurationOutput;
  ListAlarmMuteRules: ListAlarmMuteRulesOutput;
  ListDashboards: ListDashboardsOutput;
  ListManagedInsightRules: ListManagedInsightRulesOutput;
  ListMetricDataQueryDefinitions: ListMetricDataQueryDefinitionsOutput;
  ListMetricStreams: ListMetricStreamsOutput;
  ListMetrics: ListMetricsOutput;
  ListTagsForResource: ListTagsForResourceOutput;
  PutAlarmMuteRule: Record<never, never>;
  PutAnomalyDetector: PutAnomalyDetectorOutput;
  PutCompositeAlarm: Record<never, never>;
  PutDashboard: PutDashboardOutput;
  PutInsightRule: PutInsightRuleOutput;
  PutLogAlarm: Record<never, never>;
  PutManagedInsightRules: PutManagedInsightRulesOutput;
  PutMetricAlarm: Record<never, never>;
  PutMetricData: Record<never, never>;
  PutMetricDataQueryDefinition: PutMetricDataQueryDefinitionOutput;
  PutMetricStream: PutMetricStreamOutput;
  SetAlarmState: Record<never, never>;
  StartMetricStreams: StartMetricStreamsOutput;
  StartOTelEnrichment: StartOTelEnrichmentOutput;
  StopMetricStreams: StopMetricStreamsOutput;
  StopOTelEnrichment: StopOTelEnrichmentOutput;
  TagResource: TagResourceOutput;
  UntagResource: UntagResourceOutput;
  UpdateOTelEnrichment: UpdateOTelEnrichmentOutput;
  UpdateResourceMetricsConfiguration: UpdateResourceMetricsConfigurationOutput;
};

export type Shapes = {
  ActionConfiguration: ActionConfiguration;
  ActionsSuppressedBy: ActionsSuppressedBy;
  AlarmContributor: AlarmContributor;
  AlarmHistoryItem: AlarmHistoryItem;
  AlarmMuteRuleStatus: AlarmMuteRuleStatus;
  AlarmMuteRuleSummary: AlarmMuteRuleSummary;
  AlarmPromQLCriteria: AlarmPromQLCriteria;
  AlarmTagsPropagation: AlarmTagsPropagation;
  AlarmType: AlarmType;
  AnomalyDetector: AnomalyDetector;
  AnomalyDetectorAdaptationSpeed: AnomalyDetectorAdaptationSpeed;
  AnomalyDetectorConfiguration: AnomalyDetectorConfiguration;
  AnomalyDetectorOutlierFilteringStrength: AnomalyDetectorOutlierFilteringStrength;
  AnomalyDetectorStateValue: AnomalyDetectorStateValue;
  AnomalyDetectorType: AnomalyDetectorType;
  AssociateDatasetKmsKeyInput: AssociateDatasetKmsKeyInput;
  AssociateDatasetKmsKeyOutput: AssociateDatasetKmsKeyOutput;
  ComparisonOperator: ComparisonOperator;
  CompositeAlarm: CompositeAlarm;
  CreateResourceMetricsConfigurationInput: CreateResourceMetricsConfigurationInput;
  CreateResourceMetricsConfigurationOutput: CreateResourceMetricsConfigurationOutput;
  DashboardEntry: DashboardEntry;
  DashboardValidationMessage: DashboardValidationMessage;
  Datapoint: Datapoint;
  DeleteAlarmMuteRuleInput: DeleteAlarmMuteRuleInput;
  DeleteAlarmsInput: DeleteAlarmsInput;
  DeleteAnomalyDetectorInput: DeleteAnomalyDetectorInput;
  DeleteAnomalyDetectorOutput: DeleteAnomalyDetectorOutput;
  DeleteDashboardsInput: DeleteDashboardsInput;
  DeleteDashboardsOutput: DeleteDashboardsOutput;
  DeleteInsightRulesInput: DeleteInsightRulesInput;
  DeleteInsightRulesOutput: DeleteInsightRulesOutput;
  DeleteMetricDataQueryDefinitionInput: DeleteMetricDataQueryDefinitionInput;
  DeleteMetricDataQueryDefinitionOutput: DeleteMetricDataQueryDefinitionOutput;
  DeleteMetricStreamInput: DeleteMetricStreamInput;
  DeleteMetricStreamOutput: DeleteMetricStreamOutput;
  DeleteResourceMetricsConfigurationInput: DeleteResourceMetricsConfigurationInput;
  DeleteResourceMetricsConfigurationOutput: DeleteResourceMetricsConfigurationOutput;
  DescribeAlarmContributorsInput: DescribeAlarmContributorsInput;
  DescribeAlarmContributorsOutput: DescribeAlarmContributorsOutput;
  DescribeAlarmHistoryInput: DescribeAlarmHistoryInput;
  DescribeAlarmHistoryOutput: DescribeAlarmHistoryOutput;
  DescribeAlarmsForMetricInput: DescribeAlarmsForMetricInput;
  DescribeAlarmsForMetricOutput: DescribeAlarmsForMetricOutput;
  DescribeAlarmsInput: DescribeAlarmsInput;
  DescribeAlarmsOutput: DescribeAlarmsOutput;
  DescribeAnomalyDetectorsInput: DescribeAnomalyDetectorsInput;
  DescribeAnomalyDetectorsOutput: DescribeAnomalyDetectorsOutput;
  DescribeInsightRulesInput: DescribeInsightRulesInput;
  DescribeInsightRulesOutput: DescribeInsightRulesOutput;
  Dimension: Dimension;
  DimensionFilter: DimensionFilter;
  DisableAlarmActionsInput: DisableAlarmActionsInput;
  DisableInsightRulesInput: DisableInsightRulesInput;
  DisableInsightRulesOutput: DisableInsightRulesOutput;
  DisassociateDatasetKmsKeyInput: DisassociateDatasetKmsKeyInput;
  DisassociateDatasetKmsKeyOutput: DisassociateDatasetKmsKeyOutput;
  EnableAlarmActionsInput: EnableAlarmActionsInput;
  EnableInsightRulesInput: EnableInsightRulesInput;
  EnableInsightRulesOutput: EnableInsightRulesOutput;
  Entity: Entity;
  EntityMetricData: EntityMetricData;
  EvaluationCriteria: EvaluationCriteria;
  EvaluationState: EvaluationState;
  EvaluationWindow: EvaluationWindow;
  GetAlarmMuteRuleInput: GetAlarmMuteRuleInput;
  GetAlarmMuteRuleOutput: GetAlarmMuteRuleOutput;
  GetDashboardInput: GetDashboardInput;
  GetDashboardOutput: GetDashboardOutput;
  GetDatasetInput: GetDatasetInput;
  GetDatasetOutput: GetDatasetOutput;
  GetInsightRuleReportInput: GetInsightRuleReportInput;
  GetInsightRuleReportOutput: GetInsightRuleReportOutput;
  GetMetricDataInput: GetMetricDataInput;
  GetMetricDataOutput: GetMetricDataOutput;
  GetMetricDataQueryDefinitionInput: GetMetricDataQueryDefinitionInput;
  GetMetricDataQueryDefinitionOutput: GetMetricDataQueryDefinitionOutput;
  GetMetricStatisticsInput: GetMetricStatisticsInput;
  GetMetricStatisticsOutput: GetMetricStatisticsOutput;
  GetMetricStreamInput: GetMetricStreamInput;
  GetMetricStreamOutput: GetMetricStreamOutput;
  GetMetricWidgetImageInput: GetMetricWidgetImageInput;
  GetMetricWidgetImageOutput: GetMetricWidgetImageOutput;
  GetOTelEnrichmentInput: GetOTelEnrichmentInput;
  GetOTelEnrichmentOutput: GetOTelEnrichmentOutput;
  GetResourceMetricsConfigurationInput: GetResourceMetricsConfigurationInput;
  GetResourceMetricsConfigurationOutput: GetResourceMetricsConfigurationOutput;
  HistoryItemType: HistoryItemType;
  InsightRule: InsightRule;
  InsightRuleContributor: InsightRuleContributor;
  InsightRuleContributorDatapoint: InsightRuleContributorDatapoint;
  InsightRuleMetricDatapoint: InsightRuleMetricDatapoint;
  LabelOptions: LabelOptions;
  ListAlarmMuteRulesInput: ListAlarmMuteRulesInput;
  ListAlarmMuteRulesOutput: ListAlarmMuteRulesOutput;
  ListDashboardsInput: ListDashboardsInput;
  ListDashboardsOutput: ListDashboardsOutput;
  ListManagedInsightRulesInput: ListManagedInsightRulesInput;
  ListManagedInsightRulesOutput: ListManagedInsightRulesOutput;
  ListMetricDataQueryDefinitionsInput: ListMetricDataQueryDefinitionsInput;
  ListMetricDataQueryDefinitionsOutput: ListMetricDataQueryDefinitionsOutput;
  ListMetricStreamsInput: ListMetricStreamsInput;
  ListMetricStreamsOutput: ListMetricStreamsOutput;
  ListMetricsInput: ListMetricsInput;
  ListMetricsOutput: ListMetricsOutput;
  ListTagsForResourceInput: ListTagsForResourceInput;
  ListTagsForResourceOutput: ListTagsForResourceOutput;
  LogAlarm: LogAlarm;
  ManagedRule: ManagedRule;
  ManagedRuleDescription: ManagedRuleDescription;
  ManagedRuleState: ManagedRuleState;
  MessageData: MessageData;
  Metric: Metric;
  MetricAlarm: MetricAlarm;
  MetricCharacteristics: MetricCharacteristics;
  MetricDataQuery: MetricDataQuery;
  MetricDataQueryDefinitionSummary: MetricDataQueryDefinitionSummary;
  MetricDataResult: MetricDataResult;
  MetricDatum: MetricDatum;
  MetricMathAnomalyDetector: MetricMathAnomalyDetector;
  MetricStat: MetricStat;
  MetricStreamEntry: MetricStreamEntry;
  MetricStreamFilter: MetricStreamFilter;
  MetricStreamOutputFormat: MetricStreamOutputFormat;
  MetricStreamStatisticsConfiguration: MetricStreamStatisticsConfiguration;
  MetricStreamStatisticsMetric: MetricStreamStatisticsMetric;
  MuteTargets: MuteTargets;
  OTelEnrichmentMetricSelector: OTelEnrichmentMetricSelector;
  OTelEnrichmentStatus: OTelEnrichmentStatus;
  PartialFailure: PartialFailure;
  PutAlarmMuteRuleInput: PutAlarmMuteRuleInput;
  PutAnomalyDetectorInput: PutAnomalyDetectorInput;
  PutAnomalyDetectorOutput: PutAnomalyDetectorOutput;
  PutCompositeAlarmInput: PutCompositeAlarmInput;
  PutDashboardInput: PutDashboardInput;
  PutDashboardOutput: PutDashboardOutput;
  PutInsightRuleInput: PutInsightRuleInput;
  PutInsightRuleOutput: PutInsightRuleOutput;
  PutLogAlarmInput: PutLogAlarmInput;
  PutManagedInsightRulesInput: PutManagedInsightRulesInput;
  PutManagedInsightRulesOutput: PutManagedInsightRulesOutput;
  PutMetricAlarmInput: PutMetricAlarmInput;
  PutMetricDataInput: PutMetricDataInput;
  PutMetricDataQueryDefinitionInput: PutMetricDataQueryDefinitionInput;
  PutMetricDataQueryDefinitionOutput: PutMetricDataQueryDefinitionOutput;
  PutMetricStreamInput: PutMetricStreamInput;
  PutMetricStreamOutput: PutMetricStreamOutput;
  QueryType: QueryType;
  Range: Range;
  RecentlyActive: RecentlyActive;
  ResourceMetricSelection: ResourceMetricSelection;
  ResourceMetricsConfiguration: ResourceMetricsConfiguration;
  Rule: Rule;
  ScanBy: ScanBy;
  Schedule: Schedule;
  ScheduleConfiguration: ScheduleConfiguration;
  ScheduledQueryConfiguration: ScheduledQueryConfiguration;
  SetAlarmStateInput: SetAlarmStateInput;
  SingleMetricAnomalyDetector: SingleMetricAnomalyDetector;
  SlidingWindow: SlidingWindow;
  StandardUnit: StandardUnit;
  StartMetricStreamsInput: StartMetricStreamsInput;
  StartMetricStreamsOutput: StartMetricStreamsOutput;
  StartOTelEnrichmentInput: StartOTelEnrichmentInput;
  StartOTelEnrichmentOutput: StartOTelEnrichmentOutput;
  StateValue: StateValue;
  Statistic: Statistic;
  StatisticSet: StatisticSet;
  StatusCode: StatusCode;
  StopMetricStreamsInput: StopMetricStreamsInput;
  StopMetricStreamsOutput: StopMetricStreamsOutput;
  StopOTelEnrichmentInput: StopOTelEnrichmentInput;
  StopOTelEnrichmentOutput: StopOTelEnrichmentOutput;
  Tag: Tag;
  TagResourceInput: TagResourceInput;
  TagResourceOutput: TagResourceOutput;
  UntagResourceInput: UntagResourceInput;
  UntagResourceOutput: UntagResourceOutput;
  UpdateOTelEnrichmentInput: UpdateOTelEnrichmentInput;
  UpdateOTelEnrichmentOutput: UpdateOTelEnrichmentOutput;
  UpdateResourceMetricsConfigurationInput: UpdateResourceMetricsConfigurationInput;
  UpdateResourceMetricsConfigurationOutput: UpdateResourceMetricsConfigurationOutput;
  WallClockWindow: WallClockWindow;
  WarmUpConfiguration: WarmUpConfiguration;
};

export type OperationName = keyof Inputs;

