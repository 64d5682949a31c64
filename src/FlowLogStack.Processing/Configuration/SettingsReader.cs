using System.Globalization;
using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Reads settings from environment variables; the README beside this project lists them.</summary>
/// <remarks>An empty variable counts as absent, except for a prefix: a template that leaves a parameter blank means the default.</remarks>
sealed class SettingsReader(Func<string, string?> environment)
{
    readonly List<string> warnings = [];

    /// <summary>Reads and checks every variable.</summary>
    /// <exception cref="SettingsException">A variable cannot be used.</exception>
    public static ProcessorSettings Read(Func<string, string?> environment) => new SettingsReader(environment).Read();

    ProcessorSettings Read()
    {
        var (encoding, enrichable) = LogFormat();
        var settings = new ProcessorSettings
        {
            Format = Format(),
            Endpoint = Endpoint(encoding, enrichable),
            DestinationBucket = Text("DESTINATION_BUCKET"),
            DestinationPrefix = Prefix("DESTINATION_PREFIX", "flow-logs/"),
            DestinationEncoding = Json("DESTINATION_FORMAT"),
            FirehoseEncoding = Encoding("FIREHOSE_FORMAT", RecordEncoding.Fields),
            DeadLetterBucket = Text("DEAD_LETTER_BUCKET"),
            DeadLetterPrefix = Prefix("DEAD_LETTER_PREFIX", "dead-letters/"),
            DeadLetterQueueUrl = Text("DEAD_LETTER_QUEUE_URL") is null ? null : Url("DEAD_LETTER_QUEUE_URL").ToString(),
            InternalNetworks = Networks(),
            Action = Choice("ACTION_FILTER", ActionFilter.All),
            SampleOneIn = Number("SAMPLE_ONE_IN", 1, 1, 1_000_000),
            LogStreamPrefixes = Text("LOG_STREAM_PREFIX")?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [],
            IncludeLogInfo = Flag("INCLUDE_LOG_INFO"),
            Enrich = Flag("INCLUDE_SECURITY_GROUP_INFO"),
            InterfaceLifetime = TimeSpan.FromSeconds(Number("INTERFACE_CACHE_SECONDS", 300, 1, 86_400)),
            Region = Text("AWS_REGION") ?? "",
            FunctionName = Text("AWS_LAMBDA_FUNCTION_NAME") ?? "",
            OwnLogGroup = Text("AWS_LAMBDA_LOG_GROUP_NAME"),
            MetricsNamespace = Text("METRICS_NAMESPACE") ?? "FlowLogStack",
        };
        Check(settings);
        return settings with { Warnings = warnings };
    }

    static void Check(ProcessorSettings settings)
    {
        if (settings.DestinationBucket is { } bucket && bucket == settings.DeadLetterBucket && Overlap(settings.DestinationPrefix, settings.DeadLetterPrefix))
            throw new SettingsException("DEAD_LETTER_PREFIX", $"DEAD_LETTER_PREFIX '{settings.DeadLetterPrefix}' and DESTINATION_PREFIX '{settings.DestinationPrefix}' overlap in bucket '{bucket}': give each a prefix of its own.");
        if (!settings.InternalNetworks.IsEmpty && !(settings.Format.Contains(FlowField.SrcAddr) && settings.Format.Contains(FlowField.DstAddr)))
            throw new SettingsException("VPC_CIDR_PREFIX", "VPC_CIDR_PREFIX needs 'srcaddr' and 'dstaddr', which FLOW_LOG_FORMAT lacks: add ${srcaddr} ${dstaddr} to the log format, or clear VPC_CIDR_PREFIX.");
        if (settings.Enrich && !settings.Format.Contains(FlowField.InterfaceId))
            throw new SettingsException("INCLUDE_SECURITY_GROUP_INFO", "INCLUDE_SECURITY_GROUP_INFO needs 'interface-id', which FLOW_LOG_FORMAT lacks: add ${interface-id} to the log format, or set INCLUDE_SECURITY_GROUP_INFO=false.");
        if (settings.Action is not ActionFilter.All && !settings.Format.Contains(FlowField.Action))
            throw new SettingsException("ACTION_FILTER", $"ACTION_FILTER '{settings.Action.ToString().ToUpperInvariant()}' needs 'action', which FLOW_LOG_FORMAT lacks: add ${{action}} to the log format, or set ACTION_FILTER=ALL.");
    }

    static bool Overlap(string a, string b) => a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal);

    FlowLogFormat Format()
    {
        var custom = CustomFields();
        if (Text("FLOW_LOG_FORMAT") is not { } text)
            return FlowLogFormat.Default;
        if (FlowLogFormat.Presets.TryGetValue(text, out var preset))
            return preset;
        try
        {
            return FlowLogFormat.Parse(text, custom);
        }
        catch (FlowLogFormatException error)
        {
            throw new SettingsException("FLOW_LOG_FORMAT", $"FLOW_LOG_FORMAT '{text}' is not a log format: {error.Message} Fields that this version does not know go into FLOW_LOG_CUSTOM_FIELDS.");
        }
    }

    // Fields that AWS added after this version was made, as name:kind.
    FlowField[] CustomFields() =>
        [.. (Text("FLOW_LOG_CUSTOM_FIELDS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(CustomField)];

    static FlowField CustomField(string text)
    {
        if (text.Split(':') is not [var name, var kind] || !Enum.TryParse<FieldKind>(kind, ignoreCase: true, out var known) || !Enum.IsDefined(known) || char.IsAsciiDigit(kind[0]))
            throw new SettingsException("FLOW_LOG_CUSTOM_FIELDS", $"FLOW_LOG_CUSTOM_FIELDS '{text}' is not a field: write its name, a colon and one of {string.Join(", ", Enum.GetNames<FieldKind>())}, as in 'new-field:Text'.");
        try
        {
            return FlowField.Custom(name, known);
        }
        catch (FlowLogFormatException error)
        {
            throw new SettingsException("FLOW_LOG_CUSTOM_FIELDS", $"FLOW_LOG_CUSTOM_FIELDS '{text}' is not a field: {error.Message}");
        }
    }

    (RecordEncoding Encoding, bool Enrichable) LogFormat()
    {
        var text = Text("LOG_FORMAT") ?? "Others";
        if (Encoding(text) is { } encoding)
            return (encoding, true);

        // The forwarder this is compatible with writes any other VPC… as VPC-JSON, never enriched.
        if (!text.StartsWith("VPC", StringComparison.Ordinal))
            throw new SettingsException("LOG_FORMAT", $"LOG_FORMAT '{text}' is not known: use VPC-RAW, VPC-JSON, FIELDS or Others.");
        warnings.Add($"LOG_FORMAT '{text}' is written as VPC-JSON without enrichment: use VPC-JSON or VPC-RAW.");
        return (RecordEncoding.VpcJson, false);
    }

    static RecordEncoding? Encoding(string text) => text switch
    {
        "Others" => RecordEncoding.Others,
        "VPC-RAW" => RecordEncoding.VpcRaw,
        "VPC-JSON" => RecordEncoding.VpcJson,
        "FIELDS" => RecordEncoding.Fields,
        _ => null,
    };

    RecordEncoding Encoding(string variable, RecordEncoding absent) =>
        Text(variable) is not { } text ? absent
        : Encoding(text) ?? throw new SettingsException(variable, $"{variable} '{text}' is not known: use FIELDS, VPC-JSON, VPC-RAW or Others.");

    RecordEncoding Json(string variable) =>
        Encoding(variable, RecordEncoding.Fields) is var encoding and not RecordEncoding.VpcRaw
            ? encoding
            : throw new SettingsException(variable, $"{variable} 'VPC-RAW' is not JSON, and the destination's objects are: use FIELDS or VPC-JSON.");

    EndpointSettings? Endpoint(RecordEncoding encoding, bool enrichable)
    {
        var secret = Text("ENDPOINT_SECRET_ARN");
        var url = Text("SUMO_ENDPOINT") is null ? null : Endpoints.Checked("SUMO_ENDPOINT", Url("SUMO_ENDPOINT"));
        if (secret is null && url is null)
            return null;
        if (secret is not null && !secret.StartsWith("arn:", StringComparison.Ordinal))
            throw new SettingsException("ENDPOINT_SECRET_ARN", $"ENDPOINT_SECRET_ARN '{secret}' is not an ARN: give the secret's ARN, as in arn:aws:secretsmanager:eu-west-1:123456789012:secret:endpoint-AbCdEf.");
        if (Text("ENCODING") is { } text && !text.Equals("utf-8", StringComparison.OrdinalIgnoreCase) && !text.Equals("utf8", StringComparison.OrdinalIgnoreCase))
            warnings.Add($"ENCODING '{text}' has no effect: flow logs are UTF-8.");
        return new EndpointSettings
        {
            Url = url,
            SecretArn = secret,
            Encoding = encoding,
            Enriches = enrichable,
            BatchBytes = Number("ENDPOINT_BATCH_BYTES", 1_000_000, 1_000, 20_000_000),
            BatchRecords = Number("ENDPOINT_BATCH_RECORDS", 10_000, 1, 1_000_000),
            Concurrency = Number("ENDPOINT_CONCURRENCY", 4, 1, 64),
            Timeout = TimeSpan.FromSeconds(Number("ENDPOINT_TIMEOUT_SECONDS", 10, 1, 600)),
            MaximumAttempts = Number("ENDPOINT_MAX_ATTEMPTS", 6, 1, 100),
            Compress = Text("COMPRESS_DATA") is not "false",
            Sumo = encoding is RecordEncoding.Fields ? null : new SumoHeaders(
                Override("SOURCE_CATEGORY_OVERRIDE"),
                Override("SOURCE_HOST_OVERRIDE"),
                Override("SOURCE_NAME_OVERRIDE"),
                Override("SOURCE_FIELDS_OVERRIDE"),
                Text("SUMO_CLIENT_HEADER") ?? "cwl-aws-lambda"),
        };
    }

    // The deployment templates of the forwarder spell "no override" as the word none.
    string? Override(string variable) => Text(variable) is { } text and not "none" ? text : null;

    NetworkList Networks()
    {
        var text = Text("VPC_CIDR_PREFIX") ?? "";
        try
        {
            return NetworkList.Parse(text);
        }
        catch (FormatException error)
        {
            throw new SettingsException("VPC_CIDR_PREFIX", $"VPC_CIDR_PREFIX '{text}': {error.Message}");
        }
    }

    Uri Url(string variable) =>
        Uri.TryCreate(Text(variable), UriKind.Absolute, out var url)
            ? url
            : throw new SettingsException(variable, $"{variable} is not a URL: give it whole, as in https://example.com/path. Its value may be a secret and is not shown.");

    string Prefix(string variable, string absent)
    {
        // Empty is a prefix too: it is the bucket's root.
        var text = environment(variable) ?? absent;
        return text.StartsWith('/')
            ? throw new SettingsException(variable, $"{variable} '{text}' begins with a slash, which makes a folder without a name: write '{text.TrimStart('/')}'.")
            : text is "" || text.EndsWith('/') ? text : text + "/";
    }

    T Choice<T>(string variable, T absent)
        where T : struct, Enum =>
        Text(variable) is not { } text ? absent
        : Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]) ? value
        : throw new SettingsException(variable, $"{variable} '{text}' is not known: use {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToUpperInvariant()))}.");

    int Number(string variable, int absent, int least, int most) =>
        Text(variable) is not { } text ? absent
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new SettingsException(variable, $"{variable} '{text}' is not a whole number from {least} to {most}: the default is {absent}.");

    bool Flag(string variable) => Text(variable) is "true";

    string? Text(string variable) => environment(variable) is { Length: > 0 } text ? text : null;
}
