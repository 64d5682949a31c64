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

    /// <summary>Maximum size of a batch in bytes before compression, 1,000 to 20,000,000. Default: 1,000,000.</summary>
    public int BatchBytes { get; init; } = ProcessorVariables.BatchBytes.Default;

    /// <summary>Maximum number of records in a batch, 1 to 1,000,000. Default: 10,000.</summary>
    public int BatchRecords { get; init; } = ProcessorVariables.BatchRecords.Default;

    /// <summary>Maximum number of concurrent requests, 1 to 64. Default: 4.</summary>
    public int Concurrency { get; init; } = ProcessorVariables.Concurrency.Default;

    /// <summary>Timeout of one request, 1 second to 10 minutes. Default: null (10 seconds).</summary>
    public Duration? Timeout { get; init; }

    /// <summary>Maximum number of attempts to send a batch, including the first, before it is saved as a dead letter, 1 to 100. Default: 6.</summary>
    public int MaximumAttempts { get; init; } = ProcessorVariables.MaximumAttempts.Default;

    void IProcessorOutput.Describe(IDictionary<string, string> variables)
    {
        var timeout = Timeout?.ToSeconds() ?? ProcessorVariables.TimeoutSeconds.Default;
        variables[ProcessorVariables.EndpointSecret] = Secret.SecretArn;
        variables[ProcessorVariables.EndpointEncoding] = EncodingName.Of(Encoding).Name;
        variables[ProcessorVariables.HeaderStyle] = HeaderStyle.Name;
        Number(ProcessorVariables.BatchBytes, BatchBytes, nameof(BatchBytes));
        Number(ProcessorVariables.BatchRecords, BatchRecords, nameof(BatchRecords));
        Number(ProcessorVariables.Concurrency, Concurrency, nameof(Concurrency));
        Number(ProcessorVariables.TimeoutSeconds, timeout, $"{nameof(Timeout)} in seconds");
        Number(ProcessorVariables.MaximumAttempts, MaximumAttempts, nameof(MaximumAttempts));

        void Number(NumberVariable variable, double value, string property) =>
            variables[variable.Name] = variable.Render(value, $"The endpoint's {property}");
    }

    void IProcessorOutput.Grant(Function function) => SecretAccess.LetRead(function, Secret);
}
