using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Transform;

namespace Amazon;

/// <summary>Base class of the clients in this assembly. It uses the SDK's own pipeline of credentials, signing, retries and endpoints.</summary>
public abstract class SubsetClient : AmazonServiceClient
{
    readonly Metadata metadata;

    /// <summary>Creates a client whose credentials come from the SDK's own chain.</summary>
    protected SubsetClient(ClientConfig config)
        : base(config) => metadata = new Metadata(config.ServiceId);

    /// <summary>Creates a client with the given credentials.</summary>
    protected SubsetClient(AWSCredentials credentials, ClientConfig config)
        : base(credentials, config) => metadata = new Metadata(config.ServiceId);

    // The pipeline reads the metadata while the base constructor still runs.
    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => metadata ?? new Metadata(Config.ServiceId);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new RegionalEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SignatureVersion4());
        if (Config.RetryMode is RequestRetryMode.Standard)
            pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new CallRetryPolicy(Config)));
    }

    /// <summary>Sends one request through the pipeline.</summary>
    protected Task<TResponse> SendAsync<TResponse>(AmazonWebServiceRequest request, IMarshaller<IRequest, AmazonWebServiceRequest> marshaller,
        ResponseUnmarshaller unmarshaller, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(request, new InvokeOptions { RequestMarshaller = marshaller, ResponseUnmarshaller = unmarshaller }, cancellationToken);

    sealed class RegionalEndpointResolver : BaseEndpointResolver
    {
        protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) => new();
    }

    sealed class SignatureVersion4 : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }

    sealed class Metadata(string serviceId) : IServiceMetadata
    {
        public string ServiceId => serviceId;

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
