using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SQS;
using FlowLogStack.Records;

namespace FlowLogStack.Process;

/// <summary>The environment variables of a processor function, generated from its properties. The function's README lists them.</summary>
static class ProcessorEnvironment
{
    /// <summary>Returns the environment variables for the properties of a processor.</summary>
    /// <exception cref="ArgumentException">A value isn't valid, so the function would not start.</exception>
    public static Dictionary<string, string> Of(FlowLogProcessorProps props, IBucket deadLetters, IQueue failures)
    {
        var variables = new Dictionary<string, string>
        {
            [ProcessorVariables.FlowLogFormat] = props.Format.ToString(),
            [ProcessorVariables.DeadLetterBucket] = deadLetters.BucketName,
            [ProcessorVariables.DeadLetterPrefix] = ProcessorVariables.DefaultDeadLetterPrefix,
            [ProcessorVariables.DeadLetterQueue] = failures.QueueUrl,
            [ProcessorVariables.FirehoseEncoding] = EncodingName.Of(props.FirehoseEncoding).Name,
        };
        if (EncodingName.Of(props.FirehoseEncoding).MaximumBodyBytes is not null)
            throw new ArgumentException($"The processor's {nameof(FlowLogProcessorProps.FirehoseEncoding)} is {props.FirehoseEncoding}, an array for an "
                + "HTTPS endpoint, which Firehose does not accept. Use Fields.");
        if (props.Format.Fields.Where(field => field.IsCustom).Select(field => $"{field.Name}:{field.Kind}").ToList() is { Count: > 0 } custom)
            variables[ProcessorVariables.CustomFields] = string.Join(',', custom);
        foreach (var output in props.Outputs)
            output.Describe(variables);
        if (props.Filter.InternalNetworks.Count > 0)
            variables[ProcessorVariables.InternalNetworks] = string.Join(',', props.Filter.InternalNetworks);
        if (props.Filter.Action is not Capture.TrafficType.All)
            variables[ProcessorVariables.Action] = props.Filter.Action.ToString().ToUpperInvariant();
        var sample = ProcessorVariables.SampleOneIn.Render(props.Filter.SampleOneIn, $"The filter's {nameof(ProcessorFilter.SampleOneIn)}");
        if (props.Filter.SampleOneIn != ProcessorVariables.SampleOneIn.Default)
            variables[ProcessorVariables.SampleOneIn.Name] = sample;
        if (props.Filter.LogStreamPrefixes.FirstOrDefault(prefix => prefix.Length == 0 || prefix.Contains(',', StringComparison.Ordinal)) is { } refused)
            throw new ArgumentException($"The filter's {nameof(ProcessorFilter.LogStreamPrefixes)} contain '{refused}', which is not the beginning of a log "
                + "stream's name. Use 1 or more characters without commas.");
        if (props.Filter.LogStreamPrefixes.Count > 0)
            variables[ProcessorVariables.LogStreamPrefix] = string.Join(',', props.Filter.LogStreamPrefixes);
        if (props.Enrich)
            variables[ProcessorVariables.Enrich] = "true";
        if (props.InterfaceCache is { } cache)
            variables[ProcessorVariables.InterfaceCacheSeconds.Name] = ProcessorVariables.InterfaceCacheSeconds.Render(
                cache.InSeconds(), $"The processor's {nameof(FlowLogProcessorProps.InterfaceCache)} in seconds");
        if (props.IncludeLogInfo)
            variables[ProcessorVariables.IncludeLogInfo] = "true";
        EnsureNamespace(props.MetricsNamespace);
        if (props.MetricsNamespace != ProcessorMetrics.DefaultNamespace)
            variables[ProcessorVariables.MetricsNamespace] = props.MetricsNamespace;
        return variables;
    }

    static void EnsureNamespace(string name)
    {
        if (!Token.IsUnresolved(name) && (name.Length is 0 or > 255 || name.StartsWith("AWS/", StringComparison.Ordinal)
            || name[0] == ':' || string.IsNullOrWhiteSpace(name)
            || !name.All(c => char.IsAsciiLetterOrDigit(c) || ".-_/#: ".Contains(c, StringComparison.Ordinal))))
            throw new ArgumentException($"The processor's {nameof(FlowLogProcessorProps.MetricsNamespace)} '{name}' is not valid. Use 1 to 255 letters, "
                + "digits and . - _ / # : space, not beginning with AWS/ or a colon and not only spaces.");
    }
}
