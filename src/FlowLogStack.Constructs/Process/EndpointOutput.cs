using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SecretsManager;
using FlowLogStack.Access;
using FlowLogStack.Records;

namespace FlowLogStack.Process;

/// <summary>An HTTPS endpoint that records are posted to, in gzipped batches, with retries.</summary>
public sealed record EndpointOutput : IProcessorOutput
{
    /// <summary>The secret with the endpoint's URL and headers, as JSON: <c>{"url":"https://…","headers":{"Authorization":"…"}}</c>. It is passed by reference and read when the function starts.</summary>
    public required ISecret Secret { get; init; }

    /// <summary>How records are written. Default: JSON of the fields.</summary>
    public RecordEncoding Encoding { get; init; } = RecordEncoding.Fields;

    /// <summary>The metadata headers of requests, beside the secret's own. Independent of <see cref="Encoding"/>. Default: <see cref="Records.HeaderStyle.None"/>.</summary>
    public HeaderStyle HeaderStyle { get; init; } = HeaderStyle.None;

    /// <summary>The bytes of a batch before compression, 1,000 to 20,000,000. Default: 1,000,000.</summary>
    public int BatchBytes { get; init; } = ProcessorVariables.BatchBytes.Default;

    /// <summary>The records of a batch, 1 to 1,000,000. Default: 10,000.</summary>
    public int BatchRecords { get; init; } = ProcessorVariables.BatchRecords.Default;

    /// <summary>Requests under way at once, 1 to 64. Default: 4.</summary>
    public int Concurrency { get; init; } = ProcessorVariables.Concurrency.Default;

    /// <summary>How long one request may take, 1 second to 10 minutes. Default: 10 seconds.</summary>
    public Duration? Timeout { get; init; }

    /// <summary>How often a batch is sent before it is parked, the first time included, 1 to 100. Default: 6.</summary>
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
