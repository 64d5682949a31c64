using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;
using Amazon.SecretsManager.Model;

namespace Amazon.SecretsManager;

sealed class GetSecretValueOperation() : JsonOperation<GetSecretValueRequest, GetSecretValueResponse>("Amazon.SecretsManager", "secretsmanager.GetSecretValue",
    "1.1")
{
    public static GetSecretValueOperation Instance { get; } = new();

    protected override void Write(Utf8JsonWriter writer, GetSecretValueRequest request)
    {
        if (request.SecretId is { } id)
            writer.WriteString("SecretId", id);
        if (request.VersionId is { } version)
            writer.WriteString("VersionId", version);
        if (request.VersionStage is { } stage)
            writer.WriteString("VersionStage", stage);
    }

    protected override void Read(GetSecretValueResponse response, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
    {
        if (context.TestExpression("ARN", depth, ref reader))
            response.ARN = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
        else if (context.TestExpression("Name", depth, ref reader))
            response.Name = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
        else if (context.TestExpression("VersionId", depth, ref reader))
            response.VersionId = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
        else if (context.TestExpression("SecretString", depth, ref reader))
            response.SecretString = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
        else if (context.TestExpression("SecretBinary", depth, ref reader))
            response.SecretBinary = new MemoryStream(Convert.FromBase64String(StringUnmarshaller.Instance.Unmarshall(context, ref reader)));
    }

    protected override AmazonServiceException Error(string message, Exception inner, ErrorType type, string code, string requestId, HttpStatusCode status) =>
        new AmazonSecretsManagerException(message, inner, type, code, requestId, status);
}
