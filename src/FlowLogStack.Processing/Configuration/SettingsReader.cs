using System.Globalization;
using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Reader of settings from environment variables; the README beside this project lists them.</summary>
/// <remarks>An empty variable counts as absent, except for a prefix: a blank parameter of a template means the default.</remarks>
sealed class SettingsReader(Func<string, string?> environment)
{
    readonly List<string> warnings = [];

    /// <summary>Reads and validates all variables.</summary>
    /// <exception cref="SettingsException">A variable is not valid.</exception>
    public static ProcessorSettings Read(Func<string, string?> environment) => new SettingsReader(environment).Read();

    ProcessorSettings Read()
    {
        var (encoding, enrichable) = LogFormat();
        var settings = new ProcessorSettings
        {
            Format = Format(),
            Endpoint = Endpoint(encoding, enrichable),
            DestinationBucket = Text(ProcessorVariables.DestinationBucket),
            DestinationPrefix = Prefix(ProcessorVariables.DestinationPrefix, ProcessorVariables.DefaultDestinationPrefix),
            DestinationEncoding = Json(ProcessorVariables.DestinationEncoding),
            FirehoseEncoding = Lines(ProcessorVariables.FirehoseEncoding),
            DeadLetterBucket = Text(ProcessorVariables.DeadLetterBucket),
            DeadLetterPrefix = Prefix(ProcessorVariables.DeadLetterPrefix, ProcessorVariables.DefaultDeadLetterPrefix),
            DeadLetterQueueUrl = Text(ProcessorVariables.DeadLetterQueue) is null ? null : Url(ProcessorVariables.DeadLetterQueue).ToString(),
            InternalNetworks = Networks(),
            Action = Choice(ProcessorVariables.Action, ActionFilter.All),
            SampleOneIn = Number(ProcessorVariables.SampleOneIn),
            LogStreamPrefixes = Text(ProcessorVariables.LogStreamPrefix)?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [],
            IncludeLogInfo = Flag(ProcessorVariables.IncludeLogInfo),
            Enrich = Flag(ProcessorVariables.Enrich),
            InterfaceLifetime = TimeSpan.FromSeconds(Number(ProcessorVariables.InterfaceCacheSeconds)),
            Region = Text(ProcessorVariables.Region) ?? "",
            FunctionName = Text(ProcessorVariables.FunctionName) ?? "",
            OwnLogGroup = Text(ProcessorVariables.OwnLogGroup),
            MetricsNamespace = Text(ProcessorVariables.MetricsNamespace) ?? ProcessorMetrics.DefaultNamespace,
        };
        Check(settings);
        return settings with { Warnings = warnings };
    }

    static void Check(ProcessorSettings settings)
    {
        if (settings.DestinationBucket is { } bucket && bucket == settings.DeadLetterBucket && Overlap(settings.DestinationPrefix, settings.DeadLetterPrefix))
            throw new SettingsException(ProcessorVariables.DeadLetterPrefix, $"DEAD_LETTER_PREFIX '{settings.DeadLetterPrefix}' and DESTINATION_PREFIX "
                + $"'{settings.DestinationPrefix}' overlap in bucket '{bucket}'. Set different prefixes.");
        if (!settings.InternalNetworks.IsEmpty && !(settings.Format.Contains(FlowField.SrcAddr) && settings.Format.Contains(FlowField.DstAddr)))
            throw new SettingsException(ProcessorVariables.InternalNetworks, "VPC_CIDR_PREFIX requires 'srcaddr' and 'dstaddr', which FLOW_LOG_FORMAT lacks. "
                + "Add ${srcaddr} ${dstaddr} to the log format, or remove VPC_CIDR_PREFIX.");
        if (settings.Enrich && !settings.Format.Contains(FlowField.InterfaceId))
            throw new SettingsException(ProcessorVariables.Enrich, "INCLUDE_SECURITY_GROUP_INFO requires 'interface-id', which FLOW_LOG_FORMAT lacks. Add "
                + "${interface-id} to the log format, or set INCLUDE_SECURITY_GROUP_INFO=false.");
        if (settings.Action is not ActionFilter.All && !settings.Format.Contains(FlowField.Action))
            throw new SettingsException(ProcessorVariables.Action, $"ACTION_FILTER '{settings.Action.ToString().ToUpperInvariant()}' requires 'action', which "
                + $"FLOW_LOG_FORMAT lacks. Add ${{action}} to the log format, or set ACTION_FILTER=ALL.");
    }

    static bool Overlap(string a, string b) => a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal);

    FlowLogFormat Format()
    {
        var custom = CustomFields();
        if (Text(ProcessorVariables.FlowLogFormat) is not { } text)
            return FlowLogFormat.Default;
        if (FlowLogFormat.Presets.TryGetValue(text, out var preset))
            return preset;
        try
        {
            return FlowLogFormat.Parse(text, custom);
        }
        catch (FlowLogFormatException error)
        {
            throw new SettingsException(ProcessorVariables.FlowLogFormat, $"FLOW_LOG_FORMAT '{text}' is not a log format: {error.Message} Add fields that "
                + "this version does not support to FLOW_LOG_CUSTOM_FIELDS.");
        }
    }

    // Fields that AWS added after this version was released, as name:kind.
    FlowField[] CustomFields() =>
        [.. (Text(ProcessorVariables.CustomFields) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(CustomField)];

    static FlowField CustomField(string text)
    {
        if (text.Split(':') is not [var name, var kind] || !Enum.TryParse<FieldKind>(kind, ignoreCase: true, out var known) || !Enum.IsDefined(known)
            || char.IsAsciiDigit(kind[0]))
            throw new SettingsException(ProcessorVariables.CustomFields, $"FLOW_LOG_CUSTOM_FIELDS '{text}' is not a field. Use its name, a colon and one "
                + $"of {string.Join(", ", Enum.GetNames<FieldKind>())}, as in 'new-field:Text'.");
        try
        {
            return FlowField.Custom(name, known);
        }
        catch (FlowLogFormatException error)
        {
            throw new SettingsException(ProcessorVariables.CustomFields, $"FLOW_LOG_CUSTOM_FIELDS '{text}' is not a field: {error.Message}");
        }
    }

    (RecordEncoding Encoding, bool Enrichable) LogFormat()
    {
        var text = Text(ProcessorVariables.EndpointEncoding) ?? EncodingName.Of(RecordEncoding.Others).Name;
        if (EncodingName.Find(text) is { } known)
            return (known.Encoding, true);

        // The forwarder that this variable is compatible with writes any other VPC… as VPC-JSON, never enriched.
        if (!text.StartsWith("VPC", StringComparison.Ordinal))
            throw new SettingsException(ProcessorVariables.EndpointEncoding, $"LOG_FORMAT '{text}' is not valid. Use {EncodingName.Names}.");
        warnings.Add($"LOG_FORMAT '{text}' is written as VPC-JSON without enrichment. Use VPC-JSON or VPC-RAW.");
        return (RecordEncoding.VpcJson, false);
    }

    RecordEncoding Encoding(string variable, RecordEncoding absent) =>
        Text(variable) is not { } text ? absent
        : EncodingName.Find(text)?.Encoding ?? throw new SettingsException(variable, $"{variable} '{text}' is not valid. Use {EncodingName.Names}.");

    RecordEncoding Lines(string variable) => Encoding(variable, RecordEncoding.Fields) is var encoding
        && EncodingName.Of(encoding) is { MaximumBodyBytes: not null } array
        ? throw new SettingsException(variable, $"{variable} '{array.Name}' is an array for an HTTPS endpoint, which Firehose does not accept. Use "
            + $"{EncodingName.Of(RecordEncoding.Fields).Name}.")
        : encoding;

    int BodyBytes(RecordEncoding encoding)
    {
        var bytes = Number(ProcessorVariables.BatchBytes);
        return EncodingName.Of(encoding) is { MaximumBodyBytes: { } most } name && bytes > most
            ? throw new SettingsException(ProcessorVariables.BatchBytes.Name,
                $"{ProcessorVariables.BatchBytes.Name} '{bytes}' is more than the {most} bytes that the endpoint of LOG_FORMAT {name.Name} accepts. Use "
                    + $"{most} or less.")
            : bytes;
    }

    RecordEncoding Json(string variable)
    {
        var encoding = EncodingName.Of(Encoding(variable, RecordEncoding.Fields));
        return encoding.IsJson
            ? encoding.Encoding
            : throw new SettingsException(
                variable,
                $"{variable} '{encoding.Name}' is not JSON, which the destination bucket requires. "
                    + $"Use {EncodingName.Of(RecordEncoding.Fields).Name} or {EncodingName.Of(RecordEncoding.VpcJson).Name}.");
    }

    HeaderStyle? Style() =>
        Text(ProcessorVariables.HeaderStyle) is not { } text ? null
        : HeaderStyle.Find(text) ?? throw new SettingsException(
            ProcessorVariables.HeaderStyle,
            $"{ProcessorVariables.HeaderStyle} '{text}' is not a header style. Use {string.Join(" or ", HeaderStyle.All)}.");

    EndpointSettings? Endpoint(RecordEncoding encoding, bool enrichable)
    {
        var secret = Text(ProcessorVariables.EndpointSecret);
        var url = Text(ProcessorVariables.SumoEndpoint) is null ? null
            : Endpoints.Checked(ProcessorVariables.SumoEndpoint, Url(ProcessorVariables.SumoEndpoint));
        if (secret is null && url is null)
            return null;
        if (secret is not null && !secret.StartsWith("arn:", StringComparison.Ordinal))
            throw new SettingsException(ProcessorVariables.EndpointSecret, $"ENDPOINT_SECRET_ARN '{secret}' is not an ARN. Use the secret's ARN, as in "
                + "arn:aws:secretsmanager:eu-west-1:123456789012:secret:endpoint-AbCdEf.");
        if (Text(ProcessorVariables.TextEncoding) is { } text && !text.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            && !text.Equals("utf8", StringComparison.OrdinalIgnoreCase))
            warnings.Add($"ENCODING '{text}' has no effect, because flow logs are UTF-8.");
        return new EndpointSettings
        {
            Url = url,
            SecretArn = secret,
            Encoding = encoding,
            Enriches = enrichable,
            CoralogixApplication = Text(ProcessorVariables.CoralogixApplication) ?? ProcessorVariables.DefaultCoralogixApplication,
            CoralogixSubsystem = Text(ProcessorVariables.CoralogixSubsystem),
            BatchBytes = BodyBytes(encoding),
            BatchRecords = Number(ProcessorVariables.BatchRecords),
            Concurrency = Number(ProcessorVariables.Concurrency),
            Timeout = TimeSpan.FromSeconds(Number(ProcessorVariables.TimeoutSeconds)),
            MaximumAttempts = Number(ProcessorVariables.MaximumAttempts),
            Compress = Text(ProcessorVariables.Compress) is not "false",
            HeaderStyle = Style(),
            Facts = new RequestFacts(
                Override(ProcessorVariables.CategoryOverride),
                Override(ProcessorVariables.HostOverride),
                Override(ProcessorVariables.NameOverride),
                Override(ProcessorVariables.FieldsOverride),
                Text(ProcessorVariables.Client) ?? ProcessorVariables.DefaultClient),
        };
    }

    // The deployment templates of the forwarder write "none" for no override.
    string? Override(string variable) => Text(variable) is { } text and not "none" ? text : null;

    NetworkList Networks()
    {
        var text = Text(ProcessorVariables.InternalNetworks) ?? "";
        try
        {
            return NetworkList.Parse(text);
        }
        catch (FormatException error)
        {
            throw new SettingsException(ProcessorVariables.InternalNetworks, $"VPC_CIDR_PREFIX '{text}': {error.Message}");
        }
    }

    Uri Url(string variable) =>
        Uri.TryCreate(Text(variable), UriKind.Absolute, out var url)
            ? url
            : throw new SettingsException(variable, $"{variable} is not a URL. Use a complete one, as in https://example.com/path. Its value may be a secret "
            + "and is not shown.");

    string Prefix(string variable, string absent)
    {
        // An empty prefix is valid: it is the bucket's root.
        var text = environment(variable) ?? absent;
        return text.StartsWith('/')
            ? throw new SettingsException(variable, $"{variable} '{text}' begins with a slash, which creates a folder without a name. Use "
            + $"'{text.TrimStart('/')}'.")
            : text is "" || text.EndsWith('/') ? text : text + "/";
    }

    T Choice<T>(string variable, T absent)
        where T : struct, Enum =>
        Text(variable) is not { } text ? absent
        : Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]) ? value
        : throw new SettingsException(variable, $"{variable} '{text}' is not valid. "
        + $"Use {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToUpperInvariant()))}.");

    int Number(NumberVariable variable) =>
        Text(variable.Name) is not { } text ? variable.Default
        : variable.Parse(text)
        ?? throw new SettingsException(
            variable.Name,
            string.Create(CultureInfo.InvariantCulture, $"{variable.Name} '{text}' is not a whole number from {variable.Least} to {variable.Most}. The "
                + $"default is {variable.Default}."));

    bool Flag(string variable) => Text(variable) is "true";

    string? Text(string variable) => environment(variable) is { Length: > 0 } text ? text : null;
}
