using System.Globalization;
using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Logs;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace FlowLogStack.Organization;

/// <summary>A detection with one alarm for each account and Region of a central log group.</summary>
/// <remarks>
/// The metric has the dimensions <c>@aws.account</c> and <c>@aws.region</c>, which CloudWatch Logs takes from the copied events. Metric filters with
/// dimensions have no default value, so minutes without matches have no data. For one alarm on the sum of all accounts, use <see cref="DetectionAlarm"/>.
/// </remarks>
public sealed class AccountAlarms : Construct
{
    const string AccountDimension = SystemFields.Account;
    const string RegionDimension = SystemFields.Region;

    // Criteria that select events by system fields.
    const int LongestCriteria = 2000;

    readonly AccountAlarmsProps props;
    readonly string prefix;

    /// <summary>Creates the metric filters and the alarms.</summary>
    /// <exception cref="FlowLogFormatException">The log format lacks fields that the detection requires.</exception>
    /// <exception cref="ArgumentException">The detection can't be divided by accounts, or a name or list isn't valid.</exception>
    public AccountAlarms(Construct scope, string id, AccountAlarmsProps props)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        this.props = props;
        prefix = NamePrefix.Of(this, props.AlarmNamePrefix);
        EnsureValid();
        LogGroupAccess.EnsureSameEnvironment(this, props.LogGroup);
        PhysicalNames.Reserve(this, "metrics", $"{props.MetricNamespace} {MetricName}", "Set another AlarmNamePrefix for one of them.");
        MetricFilters = [.. Detection.ToFilterPatterns(props.Format).Select(NewFilter)];
        Alarms = [.. props.Accounts.SelectMany(account => Regions.Select(region => NewAlarm(account, region)))];
    }

    /// <summary>The metric filters, one for each pattern of the detection.</summary>
    public IReadOnlyList<CfnMetricFilter> MetricFilters { get; }

    /// <summary>The alarms, ordered by account and Region.</summary>
    public IReadOnlyList<Alarm> Alarms { get; }

    /// <summary>Returns the metric of matching records of an account and Region. Default: the sum in the period of the detection.</summary>
    /// <param name="account">Id of the account.</param>
    /// <param name="region">Code of the Region.</param>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricRecords(string account, string region, IMetricOptions? options = null)
    {
        var metric = ServiceMetric.Of(props.MetricNamespace, MetricName, new MetricOptions { Period = Durations.Seconds(Detection.Period.TotalSeconds) },
            (AccountDimension, account), (RegionDimension, region));
        return options is null ? metric : metric.With(options);
    }

    /// <summary>Accounts that have alarms.</summary>
    internal IReadOnlyList<string> Accounts => props.Accounts;

    /// <summary>Detection of the alarms.</summary>
    internal Detection Detection => props.Detection;

    /// <summary>Log format of the records.</summary>
    internal FlowLogFormat Format => props.Format;

    /// <summary>Name of the central log group.</summary>
    internal string LogGroupName => props.LogGroup.LogGroupName;

    /// <summary>Regions of the records.</summary>
    internal IReadOnlyList<string> Regions => props.Regions.Count > 0 ? props.Regions : [Places.EnvironmentOf(this).Region];

    string MetricName => $"{NamePrefix.OfMetric(prefix)}{Detection.MetricName} by account";

    void EnsureValid()
    {
        if (Detection is not { Measure.Kind: MeasureKind.Flows or MeasureKind.Sum, Trigger: AlarmTrigger.AtLeast })
            throw new ArgumentException($"The detection '{Detection.Title}' can't have an alarm for each account: its metric has no value by account, "
                + "or is not compared with an upper threshold. Use a DetectionAlarm on the central log group.");
        if (props.Accounts is not { Count: > 0 })
            throw new ArgumentException($"The alarms of '{Detection.Title}' have no accounts. Add at least one to "
                + $"{nameof(AccountAlarmsProps.Accounts)}, or use a DetectionAlarm for all accounts.");
        if (props.Accounts.FirstOrDefault(account => !AccountId.IsPossible(account)) is { } bad)
            throw new ArgumentException($"'{bad}' is not the id of an account. Use 12 digits in {nameof(AccountAlarmsProps.Accounts)}.");
        if (props.Accounts.Distinct(StringComparer.Ordinal).Count() < props.Accounts.Count)
            throw new ArgumentException($"An account of the alarms of '{Detection.Title}' is listed twice. Use each account once.");
        if (props.Regions.Distinct(StringComparer.Ordinal).Count() < props.Regions.Count)
            throw new ArgumentException($"A Region of the alarms of '{Detection.Title}' is listed twice. Use each Region once.");
        if (Criteria.Length > LongestCriteria)
            throw new ArgumentException($"The {props.Accounts.Count} accounts of the alarms of '{Detection.Title}' make criteria of {Criteria.Length} "
                + $"characters, and CloudWatch Logs allows {LongestCriteria}. Use several AccountAlarms with fewer accounts each.");
        LogGroupFilters.EnsureClass(props.LogGroup, Detection.Title);
        AlarmLimits.EnsureTopics(Detection.Title, props.Topics.Count);
        AlarmLimits.EnsureNumbers(Detection);
        AlarmLimits.EnsureMetricNamespace(props.MetricNamespace);
    }

    string Criteria => $"{AccountDimension} IN [{string.Join(", ", props.Accounts.Select(account => $"\"{account}\""))}]";

    CfnMetricFilter NewFilter(string pattern, int index)
    {
        var number = index == 0 ? "" : (index + 1).ToString(CultureInfo.InvariantCulture);
        var name = $"{NamePrefix.OfMetric(prefix)}{Detection.FilterName}-by-account{(index == 0 ? "" : "-" + number)}";
        var filter = LogGroupFilters.Create(this, "Filter" + number, props.LogGroup, Detection.Title, name, pattern,
            new CfnMetricFilter.MetricTransformationProperty
            {
                MetricNamespace = props.MetricNamespace,
                MetricName = MetricName,
                MetricValue = Detection.Measure.MetricValue,
            });
        filter.AddPropertyOverride("EmitSystemFieldDimensions", new[] { AccountDimension, RegionDimension });
        filter.AddPropertyOverride("FieldSelectionCriteria", Criteria);
        return filter;
    }

    Alarm NewAlarm(string account, string region)
    {
        var name = $"{prefix}{Detection.Title} {account} {region}";
        AlarmLimits.EnsureName(name);
        PhysicalNames.Reserve(this, "alarms", name, "Set another AlarmNamePrefix for one of them.");
        var severity = DetectionAlarm.SeverityText(Detection.SeverityIn(props.Format));
        var alarm = new Alarm(this, $"Alarm{account}{(Token.IsUnresolved(region) ? "" : region)}", new AlarmProps
        {
            AlarmName = name,
            AlarmDescription = AlarmLimits.Described(name,
                $"{Detection.Meaning} {Detection.Response} Account: {account}. Region: {region}. Severity: {severity}."),
            Metric = MetricRecords(account, region),
            ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            Threshold = Detection.Threshold,
            DatapointsToAlarm = Detection.DatapointsToAlarm,
            EvaluationPeriods = Detection.EvaluationPeriods,
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        });
        Tags.Of(alarm).Add(DetectionAlarm.SeverityTag, severity);
        AlarmActions.Notify(this, alarm, props.Topics);
        return alarm;
    }
}
