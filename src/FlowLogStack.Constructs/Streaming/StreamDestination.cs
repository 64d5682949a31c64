using System.Globalization;
using Amazon.CDK;
using Amazon.CDK.AWS.KinesisFirehose;
using Amazon.CDK.AWS.SecretsManager;

namespace FlowLogStack.Streaming;

/// <summary>The destination of a Firehose stream: a bucket, Splunk, or an HTTPS endpoint of a vendor.</summary>
public abstract record StreamDestination
{
    internal StreamDestination()
    {
    }

    /// <summary>Time that Firehose collects records before it delivers them, 60 to 900 seconds (Splunk: 0 to 60). Default: 60 seconds.</summary>
    [TakesToken(TokenUnit.Seconds)]
    public Duration Buffer { get; init; } = Durations.Seconds(60);

    /// <summary>
    /// Time that Firehose repeats a failed delivery before it writes the records to the bucket of failures, 0 to 7,200 seconds. Has no effect for
    /// <see cref="ToBucket"/>, whose deliveries are repeated for 24 hours. Default: 5 minutes.
    /// </summary>
    [TakesToken(TokenUnit.Seconds)]
    public Duration Retry { get; init; } = Durations.Minutes(5);

    /// <summary>Secret that the stream's role reads; null if there is none.</summary>
    internal virtual ISecret? SecretOf => null;

    /// <summary>Prefix of the names of the destination's metrics, such as <c>DeliveryToS3</c>.</summary>
    internal abstract string MetricPrefix { get; }

    /// <summary>Requires values that Firehose accepts.</summary>
    internal virtual void Validate() => InRange(nameof(Retry), Retry, 0, 7200);

    /// <summary>Sets the destination of a stream.</summary>
    internal abstract void Bind(CfnDeliveryStreamProps props, StreamParts parts);

    /// <summary>Returns a destination of objects in a bucket.</summary>
    public static BucketDestination ToBucket() => new();

    /// <summary>Returns any HTTPS endpoint that accepts requests in the format of Firehose.</summary>
    /// <param name="name">Name of the endpoint in the console.</param>
    /// <param name="url">HTTPS URL of at most 1,000 characters.</param>
    /// <param name="secret">Secret <c>{"api_key":"…"}</c>, whose value is sent as the access key. Default: null (no access key).</param>
    public static EndpointDestination Https(string name, string url, ISecret? secret = null) => new() { Name = name, Url = url, Secret = secret };

    /// <summary>Returns an endpoint of Coralogix.</summary>
    /// <param name="url">URL of your domain, <c>https://ingress.DOMAIN/aws/firehose</c>.</param>
    /// <param name="secret">Secret <c>{"api_key":"…"}</c> with the key to send data.</param>
    /// <param name="application">Application name in Coralogix. Default: null (Coralogix's default).</param>
    /// <param name="subsystem">Subsystem name in Coralogix. Default: null (Coralogix's default).</param>
    public static EndpointDestination Coralogix(string url, ISecret secret, string? application = null, string? subsystem = null)
    {
        var attributes = new Dictionary<string, string> { ["integrationType"] = "Default" };
        if (application is not null)
            attributes["applicationName"] = application;
        if (subsystem is not null)
            attributes["subsystemName"] = subsystem;
        return new() { Name = "Coralogix", Url = url, Secret = Required(secret), CommonAttributes = attributes };
    }

    /// <summary>Returns an endpoint of Datadog.</summary>
    /// <param name="url">URL of logs for your Datadog site, as Datadog's page of the Firehose destination lists it.</param>
    /// <param name="secret">Secret <c>{"api_key":"…"}</c> with the API key.</param>
    public static EndpointDestination Datadog(string url, ISecret secret) =>
        new() { Name = "Datadog", Url = url, Secret = Required(secret), BufferSize = Size.Mebibytes(4) };

    /// <summary>Returns an endpoint of New Relic.</summary>
    /// <param name="url">URL of logs for your account's region, as New Relic's page of the Firehose destination lists it.</param>
    /// <param name="secret">Secret <c>{"api_key":"…"}</c> with the license key.</param>
    public static EndpointDestination NewRelic(string url, ISecret secret) => new() { Name = "New Relic", Url = url, Secret = Required(secret) };

    /// <summary>Returns an endpoint of Sumo Logic.</summary>
    /// <param name="url">
    /// URL of a source of the kind <c>AWS Kinesis Firehose for Logs</c>. It permits to send data, so treat it as a secret: it is readable in the
    /// template, and by those who may describe the stream.
    /// </param>
    public static EndpointDestination SumoLogic(string url) => new() { Name = "Sumo Logic", Url = url };

    /// <summary>Returns an HTTP event collector of Splunk.</summary>
    /// <param name="url">URL of the event collector for Firehose, with its port.</param>
    /// <param name="secret">Secret <c>{"hec_token":"…"}</c>.</param>
    public static SplunkDestination Splunk(string url, ISecret secret) => new() { Url = url, Secret = Required(secret) };

    /// <summary>Requires a duration of whole seconds in a range.</summary>
    private protected static void InRange(string property, Duration value, int least, int most, string suffix = "")
    {
        if (!value.IsUnresolved())
            InRange(property, value.InSeconds(), least, most, " seconds" + suffix);
    }

    /// <summary>Requires a size of whole mebibytes in a range.</summary>
    private protected static void InRange(string property, Size value, int least, int most, string suffix = "")
    {
        if (!value.IsUnresolved())
            InRange(property, value.ToMebibytes(new SizeConversionOptions { Rounding = SizeRoundingBehavior.NONE }), least, most, " MB" + suffix);
    }

    /// <summary>Requires a whole number in a range.</summary>
    private protected static void InRange(string property, double value, int least, int most, string unit)
    {
        if (value < least || value > most || value != Math.Floor(value))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{property} of the stream's destination is {value}, and Firehose ")
                + $"accepts {least} to {most}{unit}. Set a whole number in this range.");
    }

    /// <summary>Requires an HTTPS URL.</summary>
    internal static void EnsureUrl(string url)
    {
        if (!LookupValue.IsKnown(url))
            return;
        if (url.Length > 1000 || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || address.UserInfo.Length > 0)
            throw new ArgumentException($"'{url}' is not the URL of an endpoint. Use an HTTPS URL of at most 1,000 characters without a user name, as "
                + "in 'https://example.com/firehose'.");
    }

    static ISecret Required(ISecret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return secret;
    }
}
