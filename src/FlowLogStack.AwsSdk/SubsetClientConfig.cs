using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon;

/// <summary>Base class of the configurations of the clients in this assembly.</summary>
/// <remarks>Default: Region, credentials, retries and endpoint overrides from the same places as every client of the AWS SDK for .NET;
/// 30 seconds for a request.</remarks>
public abstract class SubsetClientConfig : ClientConfig
{
    static readonly string ClientUserAgent = InternalSDKUtils.BuildUserAgentString("FlowLogStack", "4.0");

    // That of HttpClient is 100 seconds, and a server that doesn't respond has three attempts. The longest call waits 20 seconds for messages of a queue.
    static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    readonly string host;
    readonly string signingName;

    /// <summary>Creates the configuration of a service.</summary>
    /// <param name="serviceId">Id of the service in the SDK's models, which its endpoint override contains, as in <c>AWS_ENDPOINT_URL_SQS</c>.</param>
    /// <param name="host">First label of the service's host name.</param>
    /// <param name="signingName">Name of the service in signatures.</param>
    protected SubsetClientConfig(string serviceId, string host, string signingName)
        : base(new StandardDefaults())
    {
        this.host = host;
        this.signingName = signingName;
        Timeout = RequestTimeout;
        ServiceId = serviceId;
        AuthenticationServiceName = signingName;
        EndpointProvider = new RegionalEndpoints(this);
    }

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => host;

    /// <inheritdoc/>
    public override string UserAgent => ClientUserAgent;

    /// <inheritdoc/>
    public override Amazon.Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        new(Url());

    string Url()
    {
        if (!string.IsNullOrEmpty(ServiceURL))
            return ServiceURL;
        if (RegionEndpoint is not { } region)
            throw new AmazonClientException($"No AWS Region is set for {ServiceId}. Set AWS_REGION, or RegionEndpoint in the client's configuration.");
        var service = UseFIPSEndpoint ? host + "-fips" : host;
        var suffix = UseDualstackEndpoint && region.PartitionName is "aws" ? "api.aws" : region.PartitionDnsSuffix;
        return $"{(UseHttp ? "http" : "https")}://{service}.{region.SystemName}.{suffix}";
    }

    sealed class RegionalEndpoints(SubsetClientConfig config) : IEndpointProvider
    {
        public Amazon.Runtime.Endpoints.Endpoint ResolveEndpoint(EndpointParameters parameters) => new(config.Url());
    }

    sealed class StandardDefaults : IDefaultConfigurationProvider
    {
        static readonly DefaultConfiguration Standard = new()
        {
            Name = DefaultConfigurationMode.Standard,
            RetryMode = RequestRetryMode.Standard,
            ConnectTimeout = TimeSpan.FromMilliseconds(3100),
            TlsNegotiationTimeout = TimeSpan.FromMilliseconds(3100),
            TimeToFirstByteTimeout = null,
            HttpRequestTimeout = null,
        };

        public IDefaultConfiguration GetDefaultConfiguration(RegionEndpoint clientRegion, DefaultConfigurationMode? requestedConfigurationMode = null) =>
            Standard;
    }
}
