using Amazon;
using Amazon.EC2;
using Amazon.ObservabilityAdmin;
using Amazon.Organizations;
using Amazon.Runtime;
using Amazon.SecurityToken;

namespace FlowLogStack.Verification;

/// <summary>The AWS clients that coverage is read with, for any Region and credentials.</summary>
public sealed class CoverageServices
{
    // Calls for hundreds of accounts exceed the request rate of one: the standard retries, with pauses of up to 20 seconds, until it recovers.
    const int MostRetries = 10;

    const string AttemptsVariable = "AWS_MAX_ATTEMPTS";

    readonly AWSCredentials? credentials;
    readonly Uri? endpoint;

    /// <summary>Creates clients.</summary>
    /// <param name="credentials">The credentials. Default: null (those of the environment).</param>
    /// <param name="endpoint">The endpoint of all services, such as that of a local substitute. Default: null (the endpoints of the environment).</param>
    public CoverageServices(AWSCredentials? credentials = null, Uri? endpoint = null)
    {
        this.credentials = credentials;
        this.endpoint = endpoint;
    }

    /// <summary>Region of the environment or of the AWS profile; null if none is set.</summary>
    public static string? DefaultRegion => new AmazonEC2Config().RegionEndpoint?.SystemName;

    internal AmazonSecurityTokenServiceClient SecurityToken(string region, bool isRepeated)
    {
        var config = Configured(new AmazonSecurityTokenServiceConfig(), region, isRepeated);
        return credentials is null ? new(config) : new(credentials, config);
    }

    internal AmazonOrganizationsClient Organizations(string region)
    {
        var config = Configured(new AmazonOrganizationsConfig(), region);
        // The service has one endpoint in a partition, in its first Region.
        if (endpoint is null && RegionEndpoint.GetBySystemName(region).PartitionName is var partition)
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(partition switch { "aws-cn" => "cn-northwest-1", "aws-us-gov" => "us-gov-west-1",
                "aws" => "us-east-1", _ => region });
        return credentials is null ? new(config) : new(credentials, config);
    }

    internal AmazonObservabilityAdminClient Observability(string region, AWSCredentials? role = null)
    {
        var config = Configured(new AmazonObservabilityAdminConfig(), region);
        return (role ?? credentials) is { } used ? new(used, config) : new(config);
    }

    internal AmazonEC2Client Ec2(string region, AWSCredentials? role = null)
    {
        var config = Configured(new AmazonEC2Config(), region);
        return (role ?? credentials) is { } used ? new(used, config) : new(config);
    }

    T Configured<T>(T config, string region, bool isRepeated = true)
        where T : ClientConfig
    {
        if (endpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        else
        {
            config.ServiceURL = endpoint.ToString();
            config.AuthenticationRegion = region;
        }

        if (isRepeated && Environment.GetEnvironmentVariable(AttemptsVariable) is null)
            config.MaxErrorRetry = MostRetries;
        return config;
    }
}
