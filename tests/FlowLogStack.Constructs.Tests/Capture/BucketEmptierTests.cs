using FlowLogStack.Capture;

namespace FlowLogStack.Constructs.Tests.Capture;

/// <summary>The function that empties a bucket, run from the template with a local AWS emulator.</summary>
public sealed class BucketEmptierTests : ConstructTests
{
    const string Harness = """
        import json
        import sys
        import types

        answers = []
        cfnresponse = types.ModuleType("cfnresponse")
        cfnresponse.SUCCESS, cfnresponse.FAILED = "SUCCESS", "FAILED"
        cfnresponse.send = lambda event, context, status, data, physical_id, reason=None: answers.append([status, physical_id, reason])
        sys.modules["cfnresponse"] = cfnresponse

        import index

        index.time.sleep = lambda seconds: None
        properties = {"Bucket": "flow-logs", "BucketArn": "arn:aws:s3:::flow-logs"}
        context = types.SimpleNamespace(get_remaining_time_in_millis=lambda: int(sys.argv[2]))
        index.handler({"RequestType": sys.argv[1], "ResourceProperties": properties}, context)
        print(json.dumps(answers))
        """;

    [ToolFact("moto_server", "aws", "python3", PythonModule = "boto3")]
    public void Denies_writes_then_deletes_every_version_and_only_when_the_stack_goes()
    {
        using var aws = LocalAws.Start();
        aws.Run("s3api", "create-bucket", "--bucket", "flow-logs", "--create-bucket-configuration", $"LocationConstraint={LocalAws.Region}");
        aws.Run("s3api", "put-bucket-versioning", "--bucket", "flow-logs", "--versioning-configuration", "Status=Enabled");
        foreach (var key in new[] { "a", "b", "a" })
            aws.Run("s3api", "put-object", "--bucket", "flow-logs", "--key", key);
        aws.Run("s3api", "delete-object", "--bucket", "flow-logs", "--key", "b");
        aws.Run("s3api", "put-bucket-policy", "--bucket", "flow-logs", "--policy",
            """{"Version":"2012-10-17","Statement":[{"Sid":"Kept","Effect":"Allow","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::flow-logs","arn"""
                + """:aws:s3:::flow-logs/*"]}]}""");

        Assert.Equal("""[["SUCCESS", "flow-logs", null]]""", Invoke(aws, "Create", 800_000));
        Assert.Equal(4, Versions(aws));

        Assert.Contains("delete the stack again to go on", Invoke(aws, "Delete", 1_000));
        Assert.Equal(4, Versions(aws));

        Assert.Equal("""[["SUCCESS", "flow-logs", null]]""", Invoke(aws, "Delete", 800_000));
        Assert.Equal(0, Versions(aws));
        var policy = (string)aws.Run("s3api", "get-bucket-policy", "--bucket", "flow-logs")!["Policy"]!;
        Assert.Contains("\"Sid\": \"Kept\"", policy);
        // Denied once, after any number of deletion attempts.
        Assert.Equal(2, policy.Split("StackIsBeingDeleted").Length);

        aws.Run("s3api", "delete-bucket", "--bucket", "flow-logs");
        Assert.Equal("""[["SUCCESS", "flow-logs", null]]""", Invoke(aws, "Delete", 800_000));
    }

    static int Versions(LocalAws aws)
    {
        var found = aws.Run("s3api", "list-object-versions", "--bucket", "flow-logs");
        return (found?["Versions"]?.AsArray().Count ?? 0) + (found?["DeleteMarkers"]?.AsArray().Count ?? 0);
    }

    string Invoke(LocalAws aws, string requestType, int millisecondsLeft)
    {
        var folder = Directory.CreateTempSubdirectory("emptier-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "index.py"), Code());
            File.WriteAllText(Path.Combine(folder.FullName, "harness.py"), Harness);
            var result = Tool.Run("python3", ["harness.py", requestType, millisecondsLeft.ToString(System.Globalization.CultureInfo.InvariantCulture)],
                aws.Environment, folder.FullName);
            Assert.True(result.ExitCode == 0, result.Output + result.Errors);
            return result.Output.Trim().Split('\n')[^1];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    string Code()
    {
        if (Stack.Node.TryFindChild("Archive") is null)
            new FlowLogArchive(Stack, "Archive", new FlowLogArchiveProps { RemovalPolicy = RemovalPolicy.DESTROY, AutoDeleteObjects = true });
        return (string)Stack.Template().Only("AWS::Lambda::Function")["Code"]!["ZipFile"]!;
    }
}
