using System.Runtime.InteropServices;
using Amazon.Runtime;
using Amazon.S3.Model;

namespace FlowLogStack.Processor;

/// <summary>The bucket that receives partitioned objects.</summary>
sealed class DestinationBucket(string name, AwsClients clients)
{
    /// <summary>Writes an object; returns null if it succeeds, otherwise the reason.</summary>
    public async Task<string?> PutAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        try
        {
            using var stream = MemoryMarshal.TryGetArray(content, out var array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
                : new MemoryStream(content.ToArray());
            var request = new PutObjectRequest { BucketName = name, Key = key, InputStream = stream, ContentType = "application/x-ndjson" };
            request.Headers.ContentEncoding = "gzip";
            await clients.S3.PutObjectAsync(request, cancellation).ConfigureAwait(false);
            return null;
        }
        catch (Exception error) when (error is AmazonServiceException or AmazonClientException or HttpRequestException or IOException
            or OperationCanceledException)
        {
            return $"s3://{name}/{key} could not be written: {(cancellation.IsCancellationRequested ? "no time was left" : error.Message)}";
        }
    }
}
