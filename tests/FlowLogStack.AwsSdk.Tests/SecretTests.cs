using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using FlowLogStack.Loopback;

namespace FlowLogStack.AwsSdk.Tests;

public sealed class SecretTests
{
    [Fact]
    public async Task Reads_a_secret_made_of_text()
    {
        using var server = new LoopbackServer(_ =>
            LoopbackReply.Of(200,
                """{"ARN":"arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf","Name":"s","SecretString":"{\"url\":\"https:\/\/"""
                    + """x\"}","VersionId":"v","VersionStages":["AWSCURRENT"],"CreatedDate":1.5}"""));
        using var secrets = Clients.Secrets(server);

        var answer = await secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "s", VersionStage = "AWSCURRENT" });

        Assert.Equal("""{"url":"https://x"}""", answer.SecretString);
        Assert.Equal(("arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf", "s", "v"), (answer.ARN, answer.Name, answer.VersionId));
        Assert.Null(answer.SecretBinary);
        var request = Assert.Single(server.Requests);
        Assert.Equal("secretsmanager.GetSecretValue", request.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.1", request.Headers["Content-Type"]);
        Assert.Equal("""{"SecretId":"s","VersionStage":"AWSCURRENT"}""", request.Text);
        Assert.Contains("/eu-west-1/secretsmanager/aws4_request", request.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_a_secret_made_of_bytes()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, """{"Name":"s","SecretBinary":"AQID"}"""));
        using var secrets = Clients.Secrets(server);

        Assert.Equal([1, 2, 3], (await secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "s" })).SecretBinary!.ToArray());
    }

    [Fact]
    public async Task Names_the_error_that_secrets_manager_reports()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(400,
            """{"__type":"ResourceNotFoundException","Message":"Secrets Manager can't find the specified secret."}""", ("x-amzn-RequestId", "r-3")));
        using var secrets = Clients.Secrets(server);

        var error = await Assert.ThrowsAsync<AmazonSecretsManagerException>(() => secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "nope" }));

        Assert.Equal("ResourceNotFoundException", error.ErrorCode);
        Assert.Equal("Secrets Manager can't find the specified secret.", error.Message);
        Assert.Equal("r-3", error.RequestId);
    }
}
