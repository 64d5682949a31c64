using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A reader of a template's resources.</summary>
sealed class AlarmTemplateReader(TemplateResolver resolver, JsonElement resources)
{
    readonly List<string> notes = [];
    readonly List<LogGroupDefinition> logGroups = [];
    readonly List<FlowLogDefinition> flowLogs = [];
    readonly List<MetricFilterDefinition> filters = [];
    readonly List<InsightRuleDefinition> rules = [];
    readonly List<AlarmDefinition> alarms = [];
    readonly List<CompositeAlarmDefinition> composites = [];
    readonly List<DashboardDefinition> dashboards = [];
    readonly List<ArchiveTableDefinition> tables = [];
    readonly List<UnsimulatedAlarm> unusable = [];
    readonly List<string> refusals = [];
    readonly List<(string LogicalId, string? LogGroup)> subscriptions = [];
    readonly AdmissionReader admission = new(resolver);
    readonly ProcessorReader processors = new();
    HashSet<string>? fedGroups;

    internal AlarmTemplate Read(string name)
    {
        foreach (var resource in resources.EnumerateObject())
        {
            if (TemplateResolver.TypeOf(resource.Value) is { } type)
                Read(resource.Name, type, resource.Value);
        }

        RefuseGroups();
        RefuseClasses();
        LeaveOutComposites();
        var processing = processors.Read(logicalId => resolver.NameOf(logicalId, []), notes);
        return new AlarmTemplate(name)
        {
            LogGroups = logGroups,
            FlowLogs = flowLogs,
            MetricFilters = filters,
            InsightRules = rules,
            Alarms = alarms,
            CompositeAlarms = composites,
            Dashboards = dashboards,
            Processors = processing,
            Archives = processing.Count > 0 ? processors.ReadArchives(notes) : [],
            Tables = tables,
            Unusable = unusable,
            Refusals = refusals,
            Notes = notes,
        };
    }

    void Read(string logicalId, string type, JsonElement resource)
    {
        var isAlarm = type is "AWS::CloudWatch::Alarm" or "AWS::CloudWatch::CompositeAlarm";
        if (!isAlarm && !processors.Takes(type)
            && type is not ("AWS::Logs::LogGroup" or "AWS::EC2::FlowLog" or "AWS::Logs::MetricFilter" or "AWS::CloudWatch::InsightRule"
                or "AWS::CloudWatch::Dashboard" or "AWS::Glue::Table"))
            return;
        try
        {
            var problems = new List<string>();
            var exists = resolver.Exists(resource, problems);
            // Most resources that only a processor needs belong to something else.
            if (!processors.Takes(type))
                notes.AddRange(problems.Select(problem => $"{logicalId}: Condition: {problem}."));
            if (!exists)
                return;
            var hasProperties = resource.TryGetProperty("Properties", out var properties);
            if (admission.Check(type, hasProperties ? properties : default) is { Count: > 0 } refused)
                throw new TemplateException(string.Join("; ", refused)) { IsRefused = true };
            Read(type, new ResourceProperties(logicalId, hasProperties ? properties
                : default, resolver, type is "AWS::CloudWatch::Dashboard" or "AWS::Glue::Table" || processors.Takes(type) ? [] : notes));
        }
        catch (FormatException e) when (isAlarm)
        {
            // A rule that couldn't be resolved may be valid.
            if (type == "AWS::CloudWatch::CompositeAlarm" && e is not TemplateException { IsRefused: true }
                && !notes.Any(note => note.StartsWith($"{logicalId}: ", StringComparison.Ordinal)))
                refusals.Add($"{logicalId} isn't valid, and PutCompositeAlarm returns an error: {e.Message.TrimEnd('.')}.");
            unusable.Add(new UnsimulatedAlarm(logicalId, resolver.NameOf(logicalId, []),
                Reason(e, logicalId, type is "AWS::CloudWatch::Alarm" ? "PutMetricAlarm" : "PutCompositeAlarm")));
        }
        catch (FormatException e)
        {
            notes.Add($"{logicalId} is left out: {Reason(e, logicalId, "PutMetricFilter")}.");
        }
    }

    string Reason(FormatException problem, string logicalId, string operation)
    {
        var reason = problem.Message.TrimEnd('.');
        if (problem is not (TemplateException { IsRefused: true } or MetricExpressionException { IsRefused: true }))
            return reason;
        refusals.Add($"{logicalId} isn't valid, and {operation} returns an error: {reason}.");
        return $"it isn't valid, and {operation} returns an error: {reason}";
    }

    // Which filters the service accepts depends on the order in which they are created.
    void RefuseGroups()
    {
        foreach (var group in filters.GroupBy(filter => filter.LogGroup))
        {
            if (group.Count() is > MetricFilterAdmission.MaximumFilters and var all)
                refusals.Add($"The log group '{group.Key}' has {all} metric filters, and at most {MetricFilterAdmission.MaximumFilters} are possible.");
            var withExpression = group.Where(filter => filter.Pattern.HasExpression).Select(filter => filter.LogicalId).ToList();
            if (withExpression.Count > MetricFilterAdmission.MaximumFiltersWithExpression)
                refusals.Add($"The log group '{group.Key}' has {withExpression.Count} metric filters with regular expressions, and at "
                    + $"most {MetricFilterAdmission.MaximumFiltersWithExpression} are possible: {string.Join(", ", withExpression)}.");
        }
    }

    void RefuseClasses()
    {
        foreach (var group in logGroups.Where(group => group.OtherClass is not null))
        {
            List<string> users =
            [
                .. filters.Where(filter => filter.LogGroup == group.Name).Select(filter => filter.LogicalId).Distinct(),
                .. rules.Where(rule => rule.Body.Names(group.Name)).Select(rule => rule.LogicalId),
                .. subscriptions.Where(subscription => subscription.LogGroup == group.Name).Select(subscription => subscription.LogicalId),
            ];
            if (users.Count > 0)
                refusals.Add($"The log group '{group.Name}' is of class {group.OtherClass}, which has no metric filters, Contributor Insights rules and "
                    + $"subscriptions. Remove its LogGroupClass, or {string.Join(", ", users)}.");
        }
    }

    void Read(string type, ResourceProperties properties)
    {
        switch (type)
        {
            case "AWS::Logs::LogGroup":
                logGroups.Add(new LogGroupDefinition(properties.LogicalId, NameOf(properties),
                    properties.Text("LogGroupClass") is { } logGroupClass and not "STANDARD" ? logGroupClass : null));
                break;
            case "AWS::EC2::FlowLog":
                ReadFlowLog(properties);
                break;
            case "AWS::Logs::MetricFilter":
                ReadMetricFilter(properties);
                break;
            case "AWS::CloudWatch::InsightRule":
                ReadInsightRule(properties);
                break;
            case "AWS::CloudWatch::Alarm":
                ReadAlarm(properties);
                break;
            case "AWS::CloudWatch::Dashboard":
                ReadDashboard(properties);
                break;
            case "AWS::Glue::Table":
                if (new ArchiveTableReader(properties).Read() is { } table)
                    tables.Add(table);
                break;
            case "AWS::CloudWatch::CompositeAlarm":
                ReadComposite(properties);
                break;
            case "AWS::Logs::SubscriptionFilter":
                subscriptions.Add((properties.LogicalId, properties.Text("LogGroupName")));
                processors.Add(type, properties);
                break;
            default:
                processors.Add(type, properties);
                break;
        }
    }

    string NameOf(ResourceProperties properties) => resolver.NameOf(properties.LogicalId, []);

    void ReadFlowLog(ResourceProperties properties)
    {
        var destination = properties.Text("LogDestinationType") ?? "cloud-watch-logs";
        if (destination == "s3")
            processors.AddArchive(properties);
        if (destination != "cloud-watch-logs")
            return;
        var group = LogGroupOf(properties) ?? throw new TemplateException("it delivers to CloudWatch Logs but names no log group");
        flowLogs.Add(new FlowLogDefinition(properties.LogicalId, group, FormatOf(properties), TrafficOf(properties),
            properties.Number("MaxAggregationInterval") ?? FlowLogDefinition.DefaultInterval));
    }

    static string? LogGroupOf(ResourceProperties flowLog) => flowLog.Text("LogGroupName") ?? DestinationArn.LogGroupOf(flowLog.Text("LogDestination"));

    /// <summary>Returns the log format of a flow log.</summary>
    internal static FlowLogFormat FormatOf(ResourceProperties flowLog) => FormatOf(flowLog.Text("LogFormat"));

    /// <summary>Returns the log format of a <c>LogFormat</c> property.</summary>
    // A flow log can have fields that aren't in the catalog. Filters treat their values as text.
    internal static FlowLogFormat FormatOf(string? text)
    {
        if (text is null)
            return FlowLogFormat.Default;
        var names = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(token => token.TrimStart('$').Trim('{', '}'));
        return FlowLogFormat.Parse(text, names.Where(name => !FlowField.TryGet(name, out _)).Distinct().Select(name => FlowField.Custom(name, FieldKind.Text)));
    }

    /// <summary>Returns the only action that a flow log delivers, or null for all.</summary>
    internal static string? TrafficOf(ResourceProperties flowLog) => flowLog.Text("TrafficType") is { } traffic && traffic is "ACCEPT" or "REJECT"
        ? traffic : null;

    void ReadAlarm(ResourceProperties properties)
    {
        var alarm = new AlarmReader(properties, NameOf(properties)).Read();
        try
        {
            AlarmPlan.Of(alarm);
        }
        catch (FormatException e) when (e is not (TemplateException { IsRefused: true } or MetricExpressionException { IsRefused: true }))
        {
            // An alarm that only isn't supported by the simulation is reported in its place.
        }

        alarms.Add(alarm);
    }

    void ReadMetricFilter(ResourceProperties properties)
    {
        var group = properties.Text("LogGroupName") ?? throw new TemplateException("it has no LogGroupName");
        var pattern = LogPattern.Parse(properties.Text("FilterPattern") ?? throw new TemplateException("it has no FilterPattern"));
        var tested = pattern;
        if (properties.Flag("ApplyOnTransformedLogs"))
        {
            if (resources.EnumerateObject().Any(resource => TemplateResolver.TypeOf(resource.Value) == "AWS::Logs::Transformer"))
                throw new TemplateException("it applies to transformed events, and transformers are not simulated");
            notes.Add($"{properties.LogicalId} selects nothing: it applies to transformed events, and the template has no AWS::Logs::Transformer.");
            tested = pattern.SelectingNothing();
        }

        var system = SystemFields.All.ToDictionary(field => field, field => SystemValue(field, group, pattern));
        var selection = properties.Text("FieldSelectionCriteria") is { } criteria ? FieldSelection.Parse(criteria) : null;
        var isOfEachEvent = system.Values.Any(value => value.Name.StartsWith('$'));
        var isSelected = true;
        if (!isOfEachEvent && selection?.Holds(field => SystemField(field, group)) == false)
        {
            isSelected = false;
            tested = pattern.SelectingNothing();
            notes.Add($"{properties.LogicalId} sees no event: its FieldSelectionCriteria {properties.Text("FieldSelectionCriteria")} do not hold "
                + $"for {string.Join(", ", SystemFields.All.Select(field => $"{field} {SystemField(field, group)}"))}. Use --parameter AWS::AccountId=… or "
                + "AWS::Region=… for others.");
        }

        if (isOfEachEvent && !system[SystemFields.Region].Name.StartsWith('$') && properties.Texts("EmitSystemFieldDimensions").Contains(SystemFields.Region))
            notes.Add($"{properties.LogicalId} takes all events for those of {SystemField(SystemFields.Region, group)}, because the records have no Region. "
                + "Use --parameter AWS::Region=… for another.");
        foreach (var transformation in properties.List("MetricTransformations"))
        {
            var value = transformation.Text("MetricValue") ?? "1";
            var isTaken = value.StartsWith('$');
            if (!isTaken && !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
                throw new TemplateException($"its MetricValue '{value}' is neither a number nor the name of a value");
            filters.Add(new MetricFilterDefinition
            {
                LogicalId = properties.LogicalId,
                Name = properties.Text("FilterName") ?? properties.LogicalId,
                LogGroup = group,
                Pattern = tested,
                Namespace = transformation.Text("MetricNamespace") ?? throw new TemplateException("it has no MetricNamespace"),
                MetricName = transformation.Text("MetricName") ?? throw new TemplateException("it has no MetricName"),
                Value = isTaken ? null : double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture),
                ValueOf = isTaken ? ValueOf(pattern, value, properties.LogicalId) : null,
                DefaultValue = isSelected ? transformation.Number("DefaultValue") : null,
                Selection = isOfEachEvent ? selection : null,
                SystemValues = system,
                Dimensions =
                [
                    .. transformation.List("Dimensions").Select(dimension =>
                        KeyValuePair.Create(dimension.Text("Key") ?? "", ValueOf(pattern, dimension.Text("Value") ?? "", properties.LogicalId))),
                    .. properties.Texts("EmitSystemFieldDimensions").Select(field => KeyValuePair.Create(field, system[field])),
                ],
            });
        }
    }

    // The service accepts the name of a value that no event has, and publishes nothing.
    LogPatternValue ValueOf(LogPattern pattern, string name, string logicalId)
    {
        try
        {
            return pattern.ValueOf(name);
        }
        catch (FormatException e)
        {
            notes.Add($"{logicalId} publishes nothing for the events that it selects: {e.Message.TrimEnd('.')}.");
            return LogPatternValue.Missing(name);
        }
    }

    // Events of a central log group are of many accounts. Their records have the account that CloudWatch Logs adds to the copies.
    LogPatternValue SystemValue(string field, string logGroup, LogPattern pattern)
    {
        var column = field switch { SystemFields.Account => FlowField.AccountId, SystemFields.Region => FlowField.Region, _ => null };
        return column is not null && !IsFed(logGroup) && pattern.Find("$" + column.Column) is { } value ? value
            : LogPatternValue.Constant(field, SystemField(field, logGroup));
    }

    // Whether a flow log of the template delivers to the log group, so that all its events are of the template's account.
    bool IsFed(string logGroup) => (fedGroups ??= [.. resources.EnumerateObject()
        .Where(resource => TemplateResolver.TypeOf(resource.Value) == "AWS::EC2::FlowLog" && resource.Value.TryGetProperty("Properties", out _)
            && resolver.CanExist(resource.Value))
        .Select(resource => LogGroupOf(new ResourceProperties(resource.Name, resource.Value.GetProperty("Properties"), resolver, [])))
        .OfType<string>()]).Contains(logGroup);

    string SystemField(string field, string logGroup) => field switch
    {
        SystemFields.Account => resolver.PseudoParameter("AWS::AccountId"),
        SystemFields.Region => resolver.PseudoParameter("AWS::Region"),
        _ => logGroup,
    };

    void ReadInsightRule(ResourceProperties properties)
    {
        if (properties.Text("RuleState") == "DISABLED")
        {
            notes.Add($"{properties.LogicalId} is disabled, so it has no values.");
            return;
        }

        var body = properties.Node("RuleBody") switch
        {
            null => throw new TemplateException("it has no RuleBody"),
            JsonObject written => written.ToJsonString(),
            var node => TemplateResolver.TextOf(node),
        };
        rules.Add(new InsightRuleDefinition(properties.LogicalId, NameOf(properties), InsightRuleBody.Parse(body)));
    }

    void ReadDashboard(ResourceProperties properties)
    {
        var body = properties.Node("DashboardBody") switch
        {
            null => throw new TemplateException("it has no DashboardBody"),
            JsonObject written => written.ToJsonString(),
            var node => TemplateResolver.TextOf(node),
        };
        dashboards.Add(new DashboardDefinition(properties.LogicalId, NameOf(properties), body, properties.Problems));
    }

    // A placeholder value for something unknown may be the cause of the problem.
    void ReadComposite(ResourceProperties properties)
    {
        try
        {
            composites.Add(new CompositeAlarmReader(properties, NameOf(properties), resolver.PseudoParameter).Read());
        }
        catch (TemplateException e) when (properties.Problems.Count > 0)
        {
            throw new TemplateException(e.Message, e);
        }
    }

    // All alarms of the template are known only at the end; others may exist in the account.
    void LeaveOutComposites()
    {
        var names = alarms.Select(alarm => alarm.Name).Concat(composites.Select(alarm => alarm.Name)).Concat(unusable.Select(alarm => alarm.Name))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var composite in composites.ToList())
        {
            if (CompositeAlarmReader.WhyNot(composite, names) is not { } reason)
                continue;
            composites.Remove(composite);
            unusable.Add(new UnsimulatedAlarm(composite.LogicalId, composite.Name, reason));
        }
    }
}
