using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace FlowLogStack.Cli;

/// <summary>Reads objects of a bucket, in the order of their keys, with some of them on their way while others are read.</summary>
/// <remarks>Credentials, region and endpoint come from where every AWS tool takes them: the environment, profiles, <c>AWS_ENDPOINT_URL</c>.</remarks>
sealed class BucketInput : IDisposable
{
    const int ObjectsAhead = 4;
    const string Scheme = "s3://";

    readonly string bucket;
    readonly string prefix;
    readonly AmazonS3Client client;

    BucketInput(string bucket, string prefix, AmazonS3Client client)
    {
        this.bucket = bucket;
        this.prefix = prefix;
        this.client = client;
    }

    /// <summary>The objects found so far.</summary>
    internal int Found { get; private set; }

    /// <summary>Opens a bucket.</summary>
    /// <param name="address"><c>s3://bucket/prefix</c>; the prefix may be empty, part of a key or a whole key.</param>
    /// <exception cref="FormatException">The address names no bucket.</exception>
    /// <exception cref="BucketInputException">There is no region.</exception>
    internal static BucketInput Open(string address)
    {
        var path = address[Scheme.Length..];
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var bucket = slash < 0 ? path : path[..slash];
        if (bucket.Length == 0)
            throw new FormatException($"'{address}' names no bucket: write s3://BUCKET/PREFIX.");
        var config = new AmazonS3Config
        {
            // A stand-in for S3 has no name for each bucket.
            ForcePathStyle = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_S3") is not null || Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL") is not null,
        };
        try
        {
            return new BucketInput(bucket, slash < 0 ? "" : path[(slash + 1)..], new AmazonS3Client(config));
        }
        catch (AmazonClientException e)
        {
            throw new FormatException($"{address}: {e.Message.TrimEnd('.')}. Set AWS_REGION and sign in as for every AWS tool.", e);
        }
    }

    /// <summary>The objects, each with what opens it; to be opened in this order.</summary>
    /// <param name="isWanted">Whether an object of a key is.</param>
    /// <exception cref="BucketInputException">The bucket cannot be listed.</exception>
    internal IEnumerable<(string Name, Func<Stream> Open)> Objects(Func<string, bool> isWanted)
    {
        var ahead = new Queue<(string Key, Task<GetObjectResponse> Response)>();
        foreach (var key in Keys().Where(isWanted))
        {
            Found++;
            ahead.Enqueue((key, client.GetObjectAsync(bucket, key)));
            if (ahead.Count > ObjectsAhead)
                yield return Next();
        }

        while (ahead.Count > 0)
            yield return Next();

        (string, Func<Stream>) Next()
        {
            var (key, response) = ahead.Dequeue();
            return ($"{Scheme}{bucket}/{key}", () => Wait(response).ResponseStream);
        }
    }

    public void Dispose() => client.Dispose();

    IEnumerable<string> Keys()
    {
        string? next = null;
        do
        {
            var page = Wait(client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, ContinuationToken = next }));
            foreach (var found in page.S3Objects ?? [])
                yield return found.Key;
            next = page.NextContinuationToken;
        }
        while (next is not null);
    }

    T Wait<T>(Task<T> task)
    {
        try
        {
            return task.GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            throw new BucketInputException($"{Scheme}{bucket}: {e.Message.TrimEnd('.')}. Check the bucket's name, the region, and that you are signed in with s3:ListBucket and s3:GetObject.", e);
        }
    }
}
