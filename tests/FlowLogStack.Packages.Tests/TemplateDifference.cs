using System.Text.Json.Nodes;

namespace FlowLogStack.Packages.Tests;

/// <summary>A difference between the templates of two CDK versions.</summary>
/// <param name="ResourceType">The CloudFormation type of the resource. Empty outside resources.</param>
/// <param name="Path">The place in the template.</param>
/// <param name="Lowest">The value on the lowest CDK; null if there is none.</param>
/// <param name="Newest">The value on the newest CDK; null if there is none.</param>
sealed record TemplateDifference(string ResourceType, string Path, JsonNode? Lowest, JsonNode? Newest)
{
    /// <summary>Whether the difference changes nothing that is deployed, and is listed in the table of supported versions.</summary>
    public bool IsKnown => IsOrderOfStatements || IsStatedDefault || IsTagOfLaterKind;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Path} ({ResourceType}): {Lowest?.ToJsonString() ?? "absent"} on the lowest CDK, {Newest?.ToJsonString() ?? "absent"} on the newest";

    // The newest CDK adds the statement that enforces TLS to a topic's policy before the statements of services.
    bool IsOrderOfStatements =>
        ResourceType is "AWS::SNS::TopicPolicy" && Path.EndsWith(".PolicyDocument.Statement", StringComparison.Ordinal)
        && Lowest is JsonArray lowest && Newest is JsonArray newest && Sorted(lowest).SequenceEqual(Sorted(newest));

    // ReturnData is true by default; the newest CDK writes it for the expression of a metric-math alarm.
    bool IsStatedDefault =>
        ResourceType is "AWS::CloudWatch::Alarm" && Path.EndsWith(".ReturnData", StringComparison.Ordinal)
        && Lowest is null && Newest?.ToJsonString() == "true";

    // CloudFormation learned to tag these after the lowest CDK was published.
    bool IsTagOfLaterKind =>
        ResourceType is "AWS::Events::Rule" or "AWS::CloudWatch::Dashboard" && Path.EndsWith(".Properties.Tags", StringComparison.Ordinal) && Lowest is null;

    static IEnumerable<string> Sorted(JsonArray statements) => statements.Select(statement => statement!.ToJsonString()).Order(StringComparer.Ordinal);
}
