using System.Text.Json.Nodes;

namespace FlowLogStack.Testing;

/// <summary>The names that templates give their resources, by which resources of one account and region collide.</summary>
public static class TemplateNames
{
    // The property that names a resource, of each type that CloudFormation fails to create twice or creates over another.
    static readonly Dictionary<string, string> Names = new()
    {
        ["AWS::CloudWatch::Alarm"] = "AlarmName",
        ["AWS::CloudWatch::CompositeAlarm"] = "AlarmName",
        ["AWS::CloudWatch::Dashboard"] = "DashboardName",
        ["AWS::CloudWatch::InsightRule"] = "RuleName",
        ["AWS::Athena::WorkGroup"] = "Name",
        ["AWS::Glue::Database"] = "DatabaseInput.Name",
        ["AWS::Logs::LogGroup"] = "LogGroupName",
        ["AWS::Logs::ResourcePolicy"] = "PolicyName",
        ["AWS::Logs::QueryDefinition"] = "Name",
        ["AWS::S3::Bucket"] = "BucketName",
        ["AWS::SQS::Queue"] = "QueueName",
        ["AWS::SNS::Topic"] = "TopicName",
        ["AWS::IAM::Role"] = "RoleName",
        ["AWS::IAM::ManagedPolicy"] = "ManagedPolicyName",
        ["AWS::Lambda::Function"] = "FunctionName",
        ["AWS::Events::Rule"] = "Name",
        ["AWS::Scheduler::Schedule"] = "Name",
        ["AWS::KMS::Alias"] = "AliasName",
    };

    /// <summary>Returns the kinds and names of a template's named resources.</summary>
    public static IEnumerable<string> NamesOf(this Template template) =>
        from resource in Resources(template)
        where Names.ContainsKey(resource.Type)
        let name = Member(resource.Properties, Names[resource.Type])
        where name is not null
        select $"{Kind(resource.Type)} {name.ToJsonString()}";

    /// <summary>Returns the namespaces and names of the metrics that a template's metric filters publish, each once for a log group.</summary>
    public static IEnumerable<string> MetricsOf(this Template template) =>
        (from resource in Resources(template)
         where resource.Type == "AWS::Logs::MetricFilter"
         from transformation in resource.Properties["MetricTransformations"]!.AsArray()
         select $"{transformation!["MetricNamespace"]!.ToJsonString()} {transformation["MetricName"]!.ToJsonString()} of "
             + $"{resource.Properties["LogGroupName"]!.ToJsonString()}")
        .Distinct().Select(metric => metric[..metric.IndexOf(" of ", StringComparison.Ordinal)]);

    /// <summary>Returns the resources that outlive their stack under a name that a second deployment would give again.</summary>
    public static IEnumerable<string> KeptUnderFixedNames(this Template template) =>
        from resource in Resources(template)
        where resource.DeletionPolicy is "Retain" or "RetainExceptOnCreate" or "Snapshot" && Names.ContainsKey(resource.Type)
        let name = Member(resource.Properties, Names[resource.Type])
        where name is not null && !name.ToJsonString().Contains("AWS::StackId", StringComparison.Ordinal)
        select $"{resource.LogicalId} {name.ToJsonString()}";

    static string Kind(string type) => type == "AWS::CloudWatch::CompositeAlarm" ? "AWS::CloudWatch::Alarm" : type;

    static IEnumerable<(string LogicalId, string Type, JsonObject Properties, string? DeletionPolicy)> Resources(Template template) =>
        template.ToJson()["Resources"]!.AsObject().Select(resource =>
            (resource.Key, (string)resource.Value!["Type"]!, resource.Value["Properties"] as JsonObject ?? [], (string?)resource.Value["DeletionPolicy"]));

    static JsonNode? Member(JsonNode? node, string path) => path.Split('.').Aggregate(node, (value, key) => value?[key]);
}
