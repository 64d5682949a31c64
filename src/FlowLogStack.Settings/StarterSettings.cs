using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlowLogStack.Records;

namespace FlowLogStack.Settings;

/// <summary>Choices from which a settings file is written to start from.</summary>
/// <remarks>Settings for existing resources have thresholds that were quiet in a noisy network. The default stack keeps the threshold of its
/// document.</remarks>
public sealed record StarterSettings
{
    static readonly JsonSerializerOptions Output = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Detections whose matches are also ordinary traffic of administrators and partners.
    static readonly Detection[] OfKnownSources = [.. Detections.All.Where(detection => detection.Id is "RemoteAccessAccepted" or "CleartextAccepted")];

    // Detections that need few fields or none.
    static readonly Detection[] OfAnyFormat = [Detections.RecordsLost, Detections.LogsSilent];

    /// <summary>Thresholds for existing networks, by the ids of detections. Measured on a day with internet noise and administration.</summary>
    public static IReadOnlyDictionary<string, double> QuietThresholds { get; } = new Dictionary<string, double> { [Detections.SshRejects.Id] = 20 };

    /// <summary>Ids of the monitored resources. Default: none; the stack creates a small VPC.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>
    /// Name of an existing log group to watch, to which other flow logs deliver. Excludes <see cref="Sources"/>. Default: null, a new log group.
    /// </summary>
    public string? LogGroup { get; init; }

    /// <summary>
    /// Log format, as a preset or as text; with <see cref="LogGroup"/> that of the existing flow logs.
    /// Default: <c>v5</c>, for transit gateways <c>transit-gateway</c>, and without sources AWS's default format.
    /// </summary>
    public string? Format { get; init; }

    /// <summary>Subscribers of the alarms: email addresses, https URLs, ARNs of SQS queues and Lambda functions. Default: none.</summary>
    public IReadOnlyList<string> Notify { get; init; } = [];

    /// <summary>Whether all detections are on whose fields the format has. Default: false, rejected SSH connections only.</summary>
    public bool HasAllDetections { get; init; }

    /// <summary>
    /// CIDR blocks of administrators and partners, whose accepted connections do not count. Requires <see cref="HasAllDetections"/>. Default: none.
    /// </summary>
    public IReadOnlyList<string> KnownSources { get; init; } = [];

    /// <summary>CIDR blocks or addresses of external DNS resolvers in use. Requires <see cref="HasAllDetections"/>. Default: none.</summary>
    public IReadOnlyList<string> Resolvers { get; init; } = [];

    /// <summary>Name of the stack. Default: null, <c>FlowLogStack</c>.</summary>
    public string? StackName { get; init; }

    /// <summary>Retention of the log group in days. Default: null, 30.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>Returns the text of the settings file, which refers to a schema beside it.</summary>
    /// <exception cref="InvalidSettingsException">A choice is not valid; each problem has the key, the value and the fix.</exception>
    public string ToJson()
    {
        var settings = ToObject();
        // Judged as it will be read.
        List<SettingsProblem> problems = [.. SettingsSchema.Root.Judge(JsonNode.Parse(settings.ToJsonString())), .. Problems()];
        return problems.Count == 0
            ? settings.ToJsonString(Output) + "\n"
            : throw new InvalidSettingsException(problems.Count == 1 ? "The settings have a problem:"
            : string.Create(CultureInfo.InvariantCulture, $"The settings have {problems.Count} problems:"), problems);
    }

    JsonObject ToObject()
    {
        var settings = new JsonObject { [SettingsSchema.SchemaKey] = $"./{SettingsFile.SchemaName}" };
        Add(settings, "stackName", StackName);
        Add(settings, "sources", ListOf(Sources));
        if (LogGroup is not null)
            settings["capture"] = false;
        Add(settings, "format", Format ?? DefaultFormat());
        var logs = new JsonObject();
        Add(logs, "existingLogGroup", LogGroup);
        Add(logs, "retentionDays", RetentionDays);
        if (logs.Count > 0)
            settings["logs"] = logs;
        if (Resolvers.Count > 0)
            settings["network"] = new JsonObject { ["approvedResolvers"] = ListOf(Resolvers) };
        var alarms = new JsonObject();
        Add(alarms, "notify", ListOf(Notify));
        if (HasAllDetections)
            alarms["catalogue"] = "all";
        var detections = DetectionsOf();
        if (detections.Count > 0)
            alarms["detections"] = detections;
        if (alarms.Count > 0)
            settings["alarms"] = alarms;
        return settings;
    }

    JsonObject DetectionsOf()
    {
        var detections = new JsonObject();
        var format = FormatOrNull();
        if (format is null)
            return detections;
        foreach (var (id, threshold) in QuietThresholds.Where(quiet => IsExisting && Detections.All.Single(detection => detection.Id == quiet.Key)
            .IsAvailableIn(format)))
            detections[id] = new JsonObject { ["threshold"] = threshold };
        // Records without an action, as those of transit gateways, still show that records are missing.
        foreach (var detection in OfAnyFormat.Where(detection => !HasAllDetections && !Detections.SshRejects.IsAvailableIn(format)
            && detection.IsAvailableIn(format)))
            detections[detection.Id] = new JsonObject();
        foreach (var detection in OfKnownSources.Where(detection => KnownSources.Count > 0 && detection.IsAvailableIn(format)))
            detections[detection.Id] = new JsonObject { ["allow"] = new JsonObject { ["sources"] = ListOf(KnownSources) } };
        return detections;
    }

    IEnumerable<SettingsProblem> Problems()
    {
        if (LogGroup is not null && Sources.Count > 0)
            yield return new SettingsProblem("sources", $"\"{Sources[0]}\" cannot be monitored together with the existing log group \"{LogGroup}\". Remove "
                + "one of them.");
        if (LogGroup is not null && RetentionDays is not null)
            yield return new SettingsProblem("logs.retentionDays", $"{RetentionDays} has no effect on the existing log group \"{LogGroup}\". Remove the "
                + "retention, or set it on the log group.");
        var (gateways, others) = (Sources.FirstOrDefault(SourceId.IsTransitGateway), Sources.FirstOrDefault(source => !SourceId.IsTransitGateway(source)));
        if (gateways is not null && others is not null)
            yield return new SettingsProblem("sources", $"\"{gateways}\" and \"{others}\" have records with different fields. Use one settings file for "
                + "transit gateways and another for the rest.");
        if (Format is { Length: > 0 } text && FormatText.ProblemOf(text) is { } problem)
            yield return new SettingsProblem("format", problem);
        if (KnownSources.Count > 0 && !HasAllDetections)
            yield return new SettingsProblem("alarms.detections", $"\"{KnownSources[0]}\" is a known source, but the only detection is of rejected "
                + "connections. Use all detections, or remove the known source.");
        if (Resolvers.Count > 0 && !HasAllDetections)
            yield return new SettingsProblem("network.approvedResolvers", $"\"{Resolvers[0]}\" is a known resolver, but no detection of DNS is on. Use all "
                + "detections, or remove the resolver.");
    }

    bool IsExisting => Sources.Count > 0 || LogGroup is not null;

    FlowLogFormat? FormatOrNull() =>
        (Format ?? DefaultFormat()) is not { } text ? FlowLogFormat.Default : FormatText.ProblemOf(text) is null ? FormatText.Parse(text) : null;

    string? DefaultFormat() => Sources.Count == 0 ? null : SourceId.IsTransitGateway(Sources[0]) ? "transit-gateway" : "v5";

    static JsonArray? ListOf(IReadOnlyList<string> values) => values.Count == 0 ? null : new JsonArray([.. values.Select(value => (JsonNode)value)]);

    static void Add(JsonObject settings, string key, JsonNode? value)
    {
        if (value is not null)
            settings[key] = value;
    }
}
