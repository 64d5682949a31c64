using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.S3;
using FlowLogStack.Access;
using FlowLogStack.Records;

namespace FlowLogStack.Process;

/// <summary>A processor output that writes records to a bucket, as gzipped JSON lines in folders by date.</summary>
public sealed record BucketOutput : IProcessorOutput
{
    /// <summary>Bucket for the records. Required.</summary>
    public required IBucket Bucket { get; init; }

    /// <summary>Folder in the bucket, without leading or trailing slashes; empty for the root. Default: <c>flow-logs</c>.</summary>
    public string Prefix { get; init; } = ProcessorVariables.DefaultDestinationPrefix.TrimEnd('/');

    /// <summary>Encoding of the records: Fields, VpcJson or Others. The others aren't JSON lines and aren't supported. Default: Fields.</summary>
    public RecordEncoding Encoding { get; init; } = RecordEncoding.Fields;

    /// <summary>Prefix of the object keys: empty, or the folder with a trailing slash.</summary>
    internal string KeyPrefix => Prefix.Length == 0 ? "" : Prefix + "/";

    void IProcessorOutput.Describe(IDictionary<string, string> variables)
    {
        if (!EncodingName.Of(Encoding).IsJson)
            throw new ArgumentException($"The destination's encoding is {Encoding}, which is not JSON lines, and the destination's objects are. Use "
                + "Fields or VpcJson.");
        if (Prefix.StartsWith('/') || Prefix.EndsWith('/'))
            throw new ArgumentException($"The destination's prefix '{Prefix}' has a leading or trailing slash. Use '{Prefix.Trim('/')}'.");
        variables[ProcessorVariables.DestinationBucket] = Bucket.BucketName;
        variables[ProcessorVariables.DestinationPrefix] = KeyPrefix;
        variables[ProcessorVariables.DestinationEncoding] = EncodingName.Of(Encoding).Name;
    }

    void IProcessorOutput.Grant(Function function)
    {
        function.AddToRolePolicy(new PolicyStatement(new PolicyStatementProps { Actions = ["s3:PutObject"],
            Resources = [Bucket.ArnForObjects(KeyPrefix + "*")] }));
        BucketAccess.LetEncrypt(function.Role!, Bucket);
    }
}
