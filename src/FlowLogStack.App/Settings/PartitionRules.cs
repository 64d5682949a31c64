using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLogStack.App;

/// <summary>Validation of the partition in ARNs, such as `aws-cn`, which the Region determines.</summary>
static class PartitionRules
{
    // Regions of other partitions aren't checked, because new partitions have new prefixes.
    static readonly (string Prefix, string Partition)[] Known = [("cn-", "aws-cn"), ("us-gov-", "aws-us-gov"), ("eusc-", "aws-eusc"), ("us-iso", ""),
        ("eu-iso", ""), ("af-", "aws"), ("ap-", "aws"), ("ca-", "aws"), ("eu-", "aws"), ("il-", "aws"), ("me-", "aws"), ("mx-", "aws"), ("sa-", "aws"),
        ("us-", "aws")];

    /// <summary>Returns the problems of ARNs whose partition is not that of their Region, or of the stack's Region for ARNs without one.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="written">The JSON of the settings.</param>
    internal static IEnumerable<SettingsProblem> Judge(FlowLogSettings settings, JsonObject written)
    {
        foreach (var (path, arn) in ArnsOf(written, ""))
        {
            if (arn.Split(':') is not ["arn", var partition, _, var own, ..])
                continue;
            var region = own.Length > 0 ? own : settings.Region;
            if (region is not null && PartitionOf(region) is { Length: > 0 } expected && expected != partition)
                yield return new(path, $"\"{arn}\" is of the partition '{partition}', and {(own.Length > 0 ? "its Region" : "the Region of the stack")} "
                    + $"'{region}' is in '{expected}'. Use an ARN that begins with 'arn:{expected}:'.");
            else if (own.Length > 0 && settings.Region is { } stack && PartitionOf(stack) is { Length: > 0 } needed && needed != partition)
                yield return new(path, $"\"{arn}\" is of the partition '{partition}', and the stack is in '{stack}', which is in '{needed}'. Nothing of one "
                    + "partition can use another. Use a resource of the same partition.");
        }
    }

    static string? PartitionOf(string region) =>
        Array.Find(Known, known => region.StartsWith(known.Prefix, StringComparison.Ordinal)).Partition;

    static IEnumerable<(string Path, string Arn)> ArnsOf(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(member => ArnsOf(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")),
        JsonArray items => items.SelectMany((item, index) => ArnsOf(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"))),
        JsonValue value when value.GetValueKind() is JsonValueKind.String && (string)value! is { } text && text.StartsWith("arn:", StringComparison.Ordinal)
            && !path.StartsWith("tags.", StringComparison.Ordinal) => [(path, text)],
        _ => [],
    };
}
