using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLogStack.Records;

/// <summary>The flow logs that each VPC gets from an enabler, as the JSON of its variable <see cref="EnablerVariables.FlowLogs"/>.</summary>
sealed record EnablerPlan
{
    /// <summary>EC2's name of a log group as a destination.</summary>
    public const string LogGroup = "cloud-watch-logs";

    /// <summary>EC2's name of a bucket as a destination.</summary>
    public const string Bucket = "s3";

    /// <summary>EC2's name of a Firehose stream as a destination.</summary>
    public const string Stream = "kinesis-data-firehose";

    /// <summary>Log format.</summary>
    public required string Format { get; init; }

    /// <summary>Recorded traffic: <c>ALL</c>, <c>ACCEPT</c> or <c>REJECT</c>.</summary>
    public required string Traffic { get; init; }

    /// <summary>Maximum aggregation interval in seconds.</summary>
    public required int Interval { get; init; }

    /// <summary>Tag keys of the format's tag fields, by type of the tagged resources. Default: none.</summary>
    public IReadOnlyList<(string ResourceType, IReadOnlyList<string> Keys)> TagFields { get; init; } = [];

    /// <summary>Destinations, one or more; a VPC gets a flow log for each.</summary>
    public required IReadOnlyList<Destination> Destinations { get; init; }

    /// <summary>A destination.</summary>
    /// <param name="Type">EC2's name of its type.</param>
    /// <param name="Name">Name of a log group, or ARN of a bucket, a folder or a stream.</param>
    public sealed record Destination(string Type, string Name)
    {
        /// <summary>ARN of the role that delivers to a log group. Default: null.</summary>
        public string? Role { get; init; }

        /// <summary>File format of objects in S3. Default: null, plain text.</summary>
        public string? FileFormat { get; init; }

        /// <summary>Whether the keys of objects have names and values of partitions. Default: false.</summary>
        public bool HiveCompatible { get; init; }

        /// <summary>Whether the keys of objects have a partition for each hour. Default: false.</summary>
        public bool PerHour { get; init; }
    }

    /// <summary>Returns the JSON.</summary>
    public string ToJson()
    {
        var json = new JsonObject
        {
            ["format"] = Format,
            ["traffic"] = Traffic,
            ["interval"] = Interval,
            ["destinations"] = new JsonArray([.. Destinations.Select(destination => (JsonNode)ToJson(destination))]),
        };
        if (TagFields.Count > 0)
            json["tagFields"] = new JsonArray([.. TagFields.Select(tags => (JsonNode)new JsonObject
            {
                ["resourceType"] = tags.ResourceType,
                ["keys"] = new JsonArray([.. tags.Keys.Select(key => (JsonNode)JsonValue.Create(key))]),
            })]);
        return json.ToJsonString();
    }

    /// <summary>Reads the JSON.</summary>
    /// <exception cref="FormatException">The text isn't such JSON.</exception>
    public static EnablerPlan Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            var plan = new EnablerPlan
            {
                Format = root.GetProperty("format").GetString()!,
                Traffic = root.GetProperty("traffic").GetString()!,
                Interval = root.GetProperty("interval").GetInt32(),
                Destinations = [.. root.GetProperty("destinations").EnumerateArray().Select(ToDestination)],
                TagFields = root.TryGetProperty("tagFields", out var tags)
                    ? [.. tags.EnumerateArray().Select(item => (item.GetProperty("resourceType").GetString()!,
                        (IReadOnlyList<string>)[.. item.GetProperty("keys").EnumerateArray().Select(key => key.GetString()!)]))] : [],
            };
            return plan.Destinations.Count > 0 && plan.Destinations.All(destination => destination.Type is LogGroup or Bucket or Stream)
                ? plan : throw new FormatException("it has no destination of a known type");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException(e.Message, e);
        }
    }

    static JsonObject ToJson(Destination destination)
    {
        var json = new JsonObject { ["type"] = destination.Type, ["name"] = destination.Name };
        if (destination.Role is not null)
            json["role"] = destination.Role;
        if (destination.FileFormat is null)
            return json;
        json["fileFormat"] = destination.FileFormat;
        json["hive"] = destination.HiveCompatible;
        json["hourly"] = destination.PerHour;
        return json;
    }

    static Destination ToDestination(JsonElement json) => new(json.GetProperty("type").GetString()!, json.GetProperty("name").GetString()!)
    {
        Role = json.TryGetProperty("role", out var role) ? role.GetString() : null,
        FileFormat = json.TryGetProperty("fileFormat", out var format) ? format.GetString() : null,
        HiveCompatible = json.TryGetProperty("hive", out var hive) && hive.GetBoolean(),
        PerHour = json.TryGetProperty("hourly", out var hourly) && hourly.GetBoolean(),
    };
}
