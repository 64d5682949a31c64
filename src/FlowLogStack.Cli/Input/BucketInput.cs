using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using FlowLogStack.Verification;

namespace FlowLogStack.Cli;

/// <summary>Reads the objects of a bucket in the order of their keys. Downloads the next ones while one is read.</summary>
/// <remarks>Credentials, Region and endpoint have the same sources as in other AWS tools: the environment, profiles, <c>AWS_ENDPOINT_URL</c>.</remarks>
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

    /// <summary>The number of objects found so far.</summary>
    internal int Found { get; private set; }

    /// <summary>The number of objects that were found and are not wanted.</summary>
    internal int LeftOut { get; private set; }

    /// <summary>Opens a bucket.</summary>
    /// <param name="address"><c>s3://bucket/prefix</c>; the prefix may be empty, part of a key or a whole key.</param>
    /// <exception cref="BucketInputException">The address has no bucket name, or no Region is set.</exception>
    internal static BucketInput Open(string address)
    {
        if (address.Any(char.IsControl))
            throw new BucketInputException($"'{address}' has a control character, which no bucket or key here may have. Remove it.");
        var path = address[Scheme.Length..];
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var bucket = slash < 0 ? path : path[..slash];
        if (bucket.Length == 0)
            throw new BucketInputException($"'{address}' has no bucket name. Use s3://BUCKET/PREFIX.");
        var config = new AmazonS3Config
        {
            // An S3-compatible server has no host name for each bucket.
            ForcePathStyle = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_S3") is not null
                || Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL") is not null,
        };
        try
        {
            return new BucketInput(bucket, slash < 0 ? "" : path[(slash + 1)..], new AmazonS3Client(config));
        }
        catch (Exception e) when (e is AmazonClientException or ArgumentException or UriFormatException)
        {
            throw new BucketInputException($"{address}: {AwsError.Describe(e)}", e);
        }
    }

    /// <summary>Returns the objects with functions that open them. Open them in this order.</summary>
    /// <param name="isLog">Whether an object with a key has the name of a flow log's object.</param>
    /// <param name="isWanted">Whether an object with such a key is read. If none is, the last one is. Default: null, all are.</param>
    /// <exception cref="BucketInputException">The bucket can't be listed.</exception>
    internal IEnumerable<(string Name, Func<Stream> Open)> Objects(Func<string, bool> isLog, Func<string, bool>? isWanted = null)
    {
        string? skipped = null;
        var ahead = new Queue<(string Key, Task<GetObjectResponse> Response)>();
        foreach (var (key, _) in Sizes(isLog))
        {
            Found++;
            if (isWanted?.Invoke(key) is false)
            {
                LeftOut++;
                skipped = key;
                continue;
            }

            ahead.Enqueue((key, client.GetObjectAsync(bucket, key)));
            if (ahead.Count > ObjectsAhead)
                yield return Next();
        }

        if (skipped is not null && LeftOut == Found)
        {
            LeftOut--;
            ahead.Enqueue((skipped, client.GetObjectAsync(bucket, skipped)));
        }

        while (ahead.Count > 0)
            yield return Next();

        (string, Func<Stream>) Next()
        {
            var (key, response) = ahead.Dequeue();
            return ($"{Scheme}{bucket}/{key}", () => Wait(response).ResponseStream);
        }
    }

    /// <summary>Returns the keys and sizes of the objects.</summary>
    /// <param name="isLog">Whether an object with a key has the name of a flow log's object.</param>
    /// <exception cref="BucketInputException">The bucket can't be listed.</exception>
    internal IEnumerable<(string Key, long Size)> Sizes(Func<string, bool> isLog)
    {
        var pattern = GlobPattern.HasWildcard(prefix) ? GlobPattern.Of(prefix) : null;
        return Keys(pattern?.Folder ?? prefix).Where(found => pattern?.Matches(found.Key) ?? (isLog(found.Key) || found.Key == prefix));
    }

    public void Dispose() => client.Dispose();

    IEnumerable<(string Key, long Size)> Keys(string under)
    {
        string? next = null;
        do
        {
            var page = Wait(client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = under, ContinuationToken = next }));
            foreach (var found in page.S3Objects ?? [])
                yield return (found.Key, found.Size ?? 0);
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
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new BucketInputException($"{Scheme}{bucket}: {AwsError.Describe(e)}", e);
        }
    }
}
