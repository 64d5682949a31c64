using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon;

/// <summary>What the configurations of the clients in this assembly share.</summary>
/// <remarks>Default: region, credentials, retries and endpoint overrides as every client of the AWS SDK for .NET finds them.</remarks>
public abstract class SubsetClientConfig : ClientConfig
{
    static readonly string ClientUserAgent = InternalSDKUtils.BuildUserAgentString("FlowLogStack", "4.0");

    readonly string host;
    readonly string signingName;

    /// <summary>Describes a service.</summary>
    /// <param name="serviceId">The service's id in the SDK's models; names its endpoint override, as in <c>AWS_ENDPOINT_URL_SQS</c>.</param>
    /// <param name="host">The first label of the service's host name.</param>
    /// <param name="signingName">The service's name in signatures.</param>
    protected SubsetClientConfig(string serviceId, string host, string signingName)
        : base(new StandardDefaults())
    {
        this.host = host;
        this.signingName = signingName;
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
            throw new AmazonClientException($"No region is set for {ServiceId}: set AWS_REGION, or RegionEndpoint on the client's configuration.");
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

        public IDefaultConfiguration GetDefaultConfiguration(RegionEndpoint clientRegion, DefaultConfigurationMode? requestedConfigurationMode = null) => Standard;
    }
}
