using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SecretsManager;
using FlowLogStack.Access;
using FlowLogStack.Records;

namespace FlowLogStack.Process;

/// <summary>A processor output that posts records to an HTTPS endpoint, in gzipped batches, with retries.</summary>
public sealed record EndpointOutput : IProcessorOutput
{
    /// <summary>
    /// Secret with the endpoint's URL and headers as JSON: <c>{"url":"https://…","headers":{"Authorization":"…"}}</c>. The function
    /// receives its ARN and reads it at start. Required.
    /// </summary>
    public required ISecret Secret { get; init; }

    /// <summary>Encoding of the records. Default: Fields (JSON).</summary>
    public RecordEncoding Encoding { get; init; } = RecordEncoding.Fields;

    /// <summary>
    /// Metadata headers of requests, in addition to those in the secret. Independent of <see cref="Encoding"/>. Default: <see
    /// cref="Records.HeaderStyle.None"/>.
    /// </summary>
    public HeaderStyle HeaderStyle { get; init; } = HeaderStyle.None;

    /// <summary>
    /// Application name of the records in Coralogix, 1 to 255 characters. Requires <see cref="RecordEncoding.Coralogix"/>. Default: null
    /// (<c>vpc-flow-logs</c>).
    /// </summary>
    public string? CoralogixApplication { get; init; }

    /// <summary>
    /// Subsystem name of the records in Coralogix, 1 to 255 characters. Requires <see cref="RecordEncoding.Coralogix"/>. Default: null (the log group or
    /// bucket).
    /// </summary>
    public string? CoralogixSubsystem { get; init; }

    /// <summary>
    /// Maximum size of a batch in bytes before compression, 1,000 to 20,000,000, with <see cref="RecordEncoding.Coralogix"/> to 2,000,000. Default:
    /// 1,000,000.
    /// </summary>
    public int BatchBytes { get; init; } = ProcessorVariables.BatchBytes.Default;

    /// <summary>Maximum number of records in a batch, 1 to 1,000,000. Default: 10,000.</summary>
    public int BatchRecords { get; init; } = ProcessorVariables.BatchRecords.Default;

    /// <summary>Maximum number of concurrent requests, 1 to 64. Default: 4.</summary>
    public int Concurrency { get; init; } = ProcessorVariables.Concurrency.Default;

    /// <summary>Timeout of one request, 1 second to 10 minutes. Default: null (10 seconds).</summary>
    public Duration? Timeout { get; init; }

    /// <summary>Maximum number of attempts to send a batch, including the first, before it is saved as a dead letter, 1 to 100. Default: 6.</summary>
    public int MaximumAttempts { get; init; } = ProcessorVariables.MaximumAttempts.Default;

    /// <summary>Whether batches are sent gzipped. Default: true.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>Value of the header <c>X-Sumo-Category</c>. Requires <see cref="Records.HeaderStyle.Sumo"/>. Default: null (no such header).</summary>
    public string? SourceCategory { get; init; }

    /// <summary>Value of the header <c>X-Sumo-Host</c>. Requires <see cref="Records.HeaderStyle.Sumo"/>. Default: null (the log group or bucket).</summary>
    public string? SourceHost { get; init; }

    /// <summary>Value of the header <c>X-Sumo-Name</c>. Requires <see cref="Records.HeaderStyle.Sumo"/>. Default: null (the log stream or key).</summary>
    public string? SourceName { get; init; }

    /// <summary>
    /// Value of the header <c>X-Sumo-Fields</c>, such as <c>environment=production,team=network</c>. Requires <see cref="Records.HeaderStyle.Sumo"/>.
    /// Default: null (no such header).
    /// </summary>
    public string? SourceFields { get; init; }

    /// <summary>Value of the header <c>X-Sumo-Client</c>. Requires <see cref="Records.HeaderStyle.Sumo"/>. Default: null (<c>cwl-aws-lambda</c>).</summary>
    public string? SourceClient { get; init; }

    void IProcessorOutput.Describe(IDictionary<string, string> variables)
    {
        var timeout = Timeout?.InSeconds() ?? ProcessorVariables.TimeoutSeconds.Default;
        variables[ProcessorVariables.EndpointSecret] = Secret.SecretArn;
        variables[ProcessorVariables.EndpointEncoding] = EncodingName.Of(Encoding).Name;
        variables[ProcessorVariables.HeaderStyle] = HeaderStyle.Name;
        if (EncodingName.Of(Encoding).MaximumBodyBytes is { } most && BatchBytes > most)
            throw new ArgumentException($"The endpoint's {nameof(BatchBytes)} is {BatchBytes}, but an endpoint with the encoding {Encoding} accepts "
                + $"{most} bytes. Use {most} or less.");
        Label(ProcessorVariables.CoralogixApplication, CoralogixApplication, nameof(CoralogixApplication));
        Label(ProcessorVariables.CoralogixSubsystem, CoralogixSubsystem, nameof(CoralogixSubsystem));
        Number(ProcessorVariables.BatchBytes, BatchBytes, nameof(BatchBytes));
        Number(ProcessorVariables.BatchRecords, BatchRecords, nameof(BatchRecords));
        Number(ProcessorVariables.Concurrency, Concurrency, nameof(Concurrency));
        Number(ProcessorVariables.TimeoutSeconds, timeout, $"{nameof(Timeout)} in seconds");
        Number(ProcessorVariables.MaximumAttempts, MaximumAttempts, nameof(MaximumAttempts));
        if (!Compress)
            variables[ProcessorVariables.Compress] = "false";
        Header(ProcessorVariables.CategoryOverride, SourceCategory, nameof(SourceCategory));
        Header(ProcessorVariables.HostOverride, SourceHost, nameof(SourceHost));
        Header(ProcessorVariables.NameOverride, SourceName, nameof(SourceName));
        Header(ProcessorVariables.FieldsOverride, SourceFields, nameof(SourceFields));
        Header(ProcessorVariables.Client, SourceClient, nameof(SourceClient));

        void Number(NumberVariable variable, double value, string property) =>
            variables[variable.Name] = variable.Render(value, $"The endpoint's {property}");

        void Label(string variable, string? value, string property)
        {
            if (value is null)
                return;
            if (Encoding is not RecordEncoding.Coralogix)
                throw new ArgumentException($"The endpoint's {property} {LookupValue.Shown(value)} is for Coralogix, but the encoding is {Encoding}. Set "
                    + $"{nameof(Encoding)} to RecordEncoding.Coralogix, or remove it.");
            if (!Token.IsUnresolved(value) && (value.Length is 0 or > 255 || value != value.Trim() || value.Any(char.IsControl)))
                throw new ArgumentException($"The endpoint's {property} '{value}' is not valid. Use 1 to 255 characters without control characters and "
                    + "without spaces at either end.");
            variables[variable] = value;
        }

        void Header(string variable, string? value, string property)
        {
            if (value is null)
                return;
            if (!HeaderStyle.Equals(HeaderStyle.Sumo))
                throw new ArgumentException($"The endpoint's {property} {LookupValue.Shown(value)} is a header of Sumo Logic, but the header style is "
                    + $"'{HeaderStyle.Name}'. Set {nameof(HeaderStyle)} to HeaderStyle.Sumo, or remove it.");
            if (!Token.IsUnresolved(value) && !HeaderValue.IsValid(value))
                throw new ArgumentException($"The endpoint's {property} '{value}' is not a valid header value. Use {HeaderValue.InWords}.");
            variables[variable] = value;
        }
    }

    void IProcessorOutput.Grant(Function function) => SecretAccess.LetRead(function, Secret);
}
