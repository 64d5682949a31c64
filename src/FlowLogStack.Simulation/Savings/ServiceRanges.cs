using System.Text.Json;
using FlowLogStack.Processing;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The address ranges of S3 and DynamoDB, from AWS's published <c>ip-ranges.json</c>.</summary>
sealed class ServiceRanges
{
    const int MostKnown = 100_000;

    readonly List<(AddressRange Range, string Service)> ranges = [];
    readonly Dictionary<FlowAddress, string?> known = [];

    ServiceRanges()
    {
    }

    /// <summary>Reads <c>ip-ranges.json</c>.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">Name of the file, for messages.</param>
    /// <exception cref="FormatException">It isn't such a file; the message states the reason.</exception>
    public static ServiceRanges Parse(string json, string name)
    {
        ArgumentNullException.ThrowIfNull(json);
        var services = new ServiceRanges();
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var (list, prefix) in new[] { ("prefixes", "ip_prefix"), ("ipv6_prefixes", "ipv6_prefix") })
            {
                if (document.RootElement.ValueKind is not JsonValueKind.Object || !document.RootElement.TryGetProperty(list, out var items)
                    || items.ValueKind is not JsonValueKind.Array)
                    continue;
                foreach (var item in items.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.Object))
                {
                    if (Text(item, "service") is TrafficServices.S3 or TrafficServices.DynamoDb && AddressRange.TryParse(Text(item, prefix), out var range))
                        services.ranges.Add((range, Text(item, "service")));
                }
            }
        }
        catch (JsonException e)
        {
            throw new FormatException($"{name}: it isn't valid JSON: {JsonFault.Of(e)} Use AWS's ip-ranges.json.", e);
        }

        return services.ranges.Count > 0 ? services : throw new FormatException($"{name}: it has no prefixes of S3 or DYNAMODB. Use AWS's ip-ranges.json.");
    }

    /// <summary>Returns the service of an address, as <c>pkt-dst-aws-service</c> has it; null for none of both.</summary>
    internal string? ServiceOf(FlowAddress address)
    {
        if (known.TryGetValue(address, out var service))
            return service;
        if (known.Count == MostKnown)
            known.Clear();
        return known[address] = ranges.Find(range => range.Range.Contains(address)).Service;
    }

    static string Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : "";
}
