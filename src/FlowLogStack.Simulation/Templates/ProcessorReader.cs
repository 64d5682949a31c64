using FlowLogStack.Processing;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A reader of a template's processors and the resources that invoke them.</summary>
sealed class ProcessorReader
{
    const string ObjectCreated = "s3:ObjectCreated:";

    readonly Dictionary<string, List<ResourceProperties>> resources = new(StringComparer.Ordinal)
    {
        ["AWS::Lambda::Function"] = [],
        ["AWS::Lambda::EventSourceMapping"] = [],
        ["AWS::Logs::SubscriptionFilter"] = [],
        ["AWS::S3::Bucket"] = [],
        ["Custom::S3BucketNotifications"] = [],
        ["AWS::Events::Rule"] = [],
    };

    readonly List<ResourceProperties> archives = [];

    /// <summary>Returns whether resources of a type are relevant.</summary>
    internal bool Takes(string type) => resources.ContainsKey(type);

    /// <summary>Adds a resource. Resources are evaluated after all have been added.</summary>
    internal void Add(string type, ResourceProperties properties) => resources[type].Add(properties);

    /// <summary>Adds a flow log that delivers to S3.</summary>
    internal void AddArchive(ResourceProperties flowLog) => archives.Add(flowLog);

    /// <summary>Returns the processors in the order of the template.</summary>
    /// <param name="nameOf">Function that returns the name of a resource.</param>
    /// <param name="notes">Receives what can't be resolved.</param>
    internal IReadOnlyList<ProcessorDefinition> Read(Func<string, string> nameOf, List<string> notes)
    {
        // Enablers have the handler of processors, and forward no records.
        var functions = resources["AWS::Lambda::Function"].Where(function => function.Text("Handler") == ProcessorVariables.Handler
            && function.Nested("Environment")?.Nested("Variables")?.Has(EnablerVariables.FlowLogs) != true).ToList();
        return [.. functions.Select(function => Read(function, nameOf, notes))];
    }

    /// <summary>Returns the flow logs that deliver to S3, in the order of the template.</summary>
    /// <param name="notes">Receives the flow logs that can't be read, with the reasons.</param>
    internal IReadOnlyList<ArchiveDefinition> ReadArchives(List<string> notes)
    {
        var read = new List<ArchiveDefinition>();
        foreach (var flowLog in archives)
        {
            try
            {
                read.Add(ArchiveOf(flowLog));
            }
            catch (FormatException e)
            {
                notes.Add($"{flowLog.LogicalId} is left out: {e.Message.TrimEnd('.')}.");
            }
        }

        return read;
    }

    static ArchiveDefinition ArchiveOf(ResourceProperties flowLog)
    {
        var (bucket, folder) = DestinationArn.BucketOf(flowLog.Text("LogDestination")) ?? throw new TemplateException("it delivers to S3 but names no bucket");
        var prefix = folder.Length > 0 ? folder + "/" : "";
        var isText = flowLog.Nested("DestinationOptions")?.Text("FileFormat") is not "parquet";
        return new ArchiveDefinition(flowLog.LogicalId, bucket, prefix, AlarmTemplateReader.FormatOf(flowLog), AlarmTemplateReader.TrafficOf(flowLog), isText);
    }

    ProcessorDefinition Read(ResourceProperties function, Func<string, string> nameOf, List<string> notes)
    {
        var name = nameOf(function.LogicalId);
        var (settings, problem) = SettingsOf(function, name);
        notes.AddRange(function.Notes);
        return new ProcessorDefinition(function.LogicalId, name, settings, problem, [.. Subscriptions(name, notes)], [.. Notifications(name, nameOf)]);
    }

    static (ProcessorSettings Settings, string? Problem) SettingsOf(ResourceProperties function, string name)
    {
        var variables = function.Nested("Environment")?.Nested("Variables");
        try
        {
            return (SettingsReader.Read(variable => variable switch
            {
                // Environment variables that Lambda sets for each function.
                ProcessorVariables.FunctionName => name,
                ProcessorVariables.OwnLogGroup => function.Nested("LoggingConfig")?.Text("LogGroup") ?? $"/aws/lambda/{name}",
                _ => variables?.Text(variable),
            }), null);
        }
        catch (SettingsException error)
        {
            var settings = new ProcessorSettings { FunctionName = name };
            return (variables?.Text(ProcessorVariables.MetricsNamespace) is { Length: > 0 } metrics ? settings with { MetricsNamespace = metrics }
                : settings, error.Message);
        }
    }

    IEnumerable<SubscriptionDefinition> Subscriptions(string function, List<string> notes)
    {
        foreach (var filter in resources["AWS::Logs::SubscriptionFilter"].Where(filter => FunctionOf(filter.Text("DestinationArn")) == function))
        {
            LogPattern pattern;
            try
            {
                pattern = LogPattern.Parse(filter.Text("FilterPattern") ?? "");
                if (filter.Flag("ApplyOnTransformedLogs"))
                {
                    notes.Add($"{filter.LogicalId} selects nothing here: it applies to transformed events, and transformers are not simulated.");
                    pattern = pattern.SelectingNothing();
                }
            }
            catch (LogPatternException e)
            {
                notes.Add($"{filter.LogicalId} is left out: {e.Message.TrimEnd('.')}.");
                continue;
            }

            if (filter.Text("LogGroupName") is { } group)
                yield return new SubscriptionDefinition(filter.LogicalId, group, pattern);
        }
    }

    IEnumerable<NotificationDefinition> Notifications(string function, Func<string, string> nameOf)
    {
        var queues = resources["AWS::Lambda::EventSourceMapping"]
            .Where(mapping => FunctionOf(mapping.Text("FunctionName")) == function)
            .Select(mapping => mapping.Text("EventSourceArn"))
            .ToList();
        var announcing = resources["AWS::S3::Bucket"].Select(bucket =>
            (Name: nameOf(bucket.LogicalId), Notifications: bucket.Nested("NotificationConfiguration")))
            .Concat(resources["Custom::S3BucketNotifications"].Select(custom =>
            (Name: custom.Text("BucketName") ?? "", Notifications: custom.Nested("NotificationConfiguration"))));
        foreach (var (bucket, notifications) in announcing)
        {
            foreach (var notification in Leading(notifications, function, queues))
                yield return new NotificationDefinition(bucket, RuleOf(notification, "prefix"), RuleOf(notification, "suffix"));
        }

        foreach (var rule in Rules(function, queues))
            yield return rule;
    }

    // EventBridge rules for objects created in buckets, with one notification for each prefix and suffix of their keys.
    IEnumerable<NotificationDefinition> Rules(string function, List<string?> queues)
    {
        foreach (var rule in resources["AWS::Events::Rule"].Where(rule => rule.List("Targets")
            .Any(target => queues.Contains(target.Text("Arn")) || FunctionOf(target.Text("Arn")) == function)))
        {
            if (rule.Nested("EventPattern") is not { } pattern || !pattern.Texts("source").Contains("aws.s3") || !pattern.Texts("detail-type")
                .Contains("Object Created"))
                continue;
            var detail = pattern.Nested("detail");
            var keys = detail?.Nested("object")?.List("key") ?? [];
            foreach (var bucket in detail?.Nested("bucket")?.Texts("name") ?? [])
            {
                foreach (var (prefix, suffix) in keys.Select(key => (key.Text("prefix") ?? "", key.Text("suffix") ?? "")).DefaultIfEmpty(("", "")))
                    yield return new NotificationDefinition(bucket, prefix, suffix);
            }
        }
    }

    // CDK's custom resource for existing buckets uses the API's property names, a bucket CloudFormation's.
    static IEnumerable<ResourceProperties> Leading(ResourceProperties? notifications, string function, List<string?> queues)
    {
        if (notifications is null)
            return [];
        return notifications.List("QueueConfigurations").Where(to => queues.Contains(to.Text("Queue") ?? to.Text("QueueArn")))
            .Concat(notifications.List("LambdaConfigurations").Concat(notifications.List("LambdaFunctionConfigurations"))
            .Where(to => FunctionOf(to.Text("Function") ?? to.Text("LambdaFunctionArn")) == function))
            .Where(to => to.Texts("Events").Append(to.Text("Event")).Any(name => name?.StartsWith(ObjectCreated, StringComparison.Ordinal) == true));
    }

    static string RuleOf(ResourceProperties notification, string name)
    {
        var filter = notification.Nested("Filter");
        var rules = filter?.Nested("S3Key")?.List("Rules") ?? filter?.Nested("Key")?.List("FilterRules") ?? [];
        return rules.FirstOrDefault(rule => string.Equals(rule.Text("Name"), name, StringComparison.OrdinalIgnoreCase))?.Text("Value") ?? "";
    }

    // The ARN of a function contains its name after the resource type, and may contain a version after it.
    static string? FunctionOf(string? text)
    {
        const string mark = "function:";
        var at = text?.IndexOf(mark, StringComparison.Ordinal) ?? -1;
        return at < 0 ? text : text![(at + mark.Length)..].Split(':')[0];
    }
}
