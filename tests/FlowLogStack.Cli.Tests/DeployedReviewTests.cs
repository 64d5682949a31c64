using Amazon.CloudFormation;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SimpleNotificationService;
using FlowLogStack.Verification;

namespace FlowLogStack.Cli.Tests;

/// <summary><c>flowlogs review --deployed</c> over a loopback CloudFormation.</summary>
public sealed class DeployedReviewTests
{
    const string Template =
        """
            { "Resources": { "Flows": { "Type": "AWS::Logs::LogGroup", "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain",
              "Properties": { "RetentionInDays": 30 } } } }
            """;

    [Fact]
    public async Task Compares_a_template_with_what_is_deployed_and_changed_by_hand()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Template.Replace("30", "60", StringComparison.Ordinal));
            using var server = new LoopbackServer(request => LoopbackReply.Of(200, Answer(request)));
            var (exit, output, errors) = await RunAsync(server, "Flows", file);
            Assert.Equal((ExitCode.Success, "flowlogs: CloudFormation does not compare resources of these types with the template: "
                + "AWS::CloudWatch::Dashboard.\n"), (exit, errors));
            Assert.Contains("## Changed outside of CloudFormation", output, StringComparison.Ordinal);
            Assert.Contains("the deployed stack Flows", output, StringComparison.Ordinal);
            Assert.Contains("deleted after 1 day", output, StringComparison.Ordinal);
            Assert.Contains("so the deployment updates the resource", output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_stack_that_does_not_exist_is_an_error_with_its_name()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Template);
            using var server = new LoopbackServer(_ => LoopbackReply.Of(400,
                "<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id Nowhere does not "
                    + "exist</Message></Error></ErrorResponse>"));
            var (exit, output, errors) = await RunAsync(server, "Nowhere", file);
            Assert.Equal((ExitCode.Failure, ""), (exit, output));
            Assert.StartsWith("flowlogs: The stack 'Nowhere' does not exist in this account and Region. ", errors);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Without_a_deployed_stack_both_templates_are_required()
    {
        var run = Command.Run(["review", "old.json"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("NEW is missing", run.Errors, StringComparison.Ordinal);
    }

    static string Answer(LoopbackRequest request)
    {
        var form = request.Text;
        return form.Contains("Action=DescribeStacks", StringComparison.Ordinal)
            ? "<R><DescribeStacksResult><Stacks><member><StackName>Flows</StackName><StackId>arn:aws:cloudformation:eu-west-1:111122223333:stack/Flows/1</"
                + "StackId></member></Stacks></DescribeStacksResult></R>"
            : form.Contains("Action=GetTemplate", StringComparison.Ordinal)
                ? $"<R><GetTemplateResult><TemplateBody>{Template}</TemplateBody></GetTemplateResult></R>"
            : form.Contains("Action=DetectStackDrift", StringComparison.Ordinal)
                ? "<R><DetectStackDriftResult><StackDriftDetectionId>1</StackDriftDetectionId></DetectStackDriftResult></R>"
            : form.Contains("Action=DescribeStackDriftDetectionStatus", StringComparison.Ordinal)
                ? "<R><DescribeStackDriftDetectionStatusResult><DetectionStatus>DETECTION_COMPLETE</DetectionStatus></DescribeStackDriftDetectionStatusResult>"
                    + "</R>"
            : """
              <R><DescribeStackResourceDriftsResult><StackResourceDrifts><member><LogicalResourceId>Flows</LogicalResourceId>
                <StackResourceDriftStatus>MODIFIED</StackResourceDriftStatus>
              <PropertyDifferences><member><PropertyPath>/RetentionInDays</PropertyPath><ActualValue>1</ActualValue>
              <DifferenceType>NOT_EQUAL</DifferenceType></member></PropertyDifferences></member>
              <member><LogicalResourceId>Board</LogicalResourceId><ResourceType>AWS::CloudWatch::Dashboard</ResourceType>
              <StackResourceDriftStatus>NOT_CHECKED</StackResourceDriftStatus></member>
              </StackResourceDrifts></DescribeStackResourceDriftsResult></R>
              """;
    }

    static async Task<(int Exit, string Output, string Errors)> RunAsync(LoopbackServer server, string stack, string file)
    {
        using var output = new MemoryStream();
        using var errors = new StringWriter();
        var request = new ReviewCommand.Request(null, stack, file, [], new Dictionary<string, string>(), null, null, null, null, null, null, null);
        using var streams = new CommandStreams(Stream.Null, output, errors);
        var exit = await ReviewCommand.RunAsync(request, streams, () => ServicesOf(server));
        return (exit, System.Text.Encoding.UTF8.GetString(output.ToArray()), errors.ToString());
    }

    static AwsServices ServicesOf(LoopbackServer server)
    {
        var (credentials, url) = (new BasicAWSCredentials("a", "b"), server.Url.ToString());
        return new AwsServices
        {
            CloudFormation = new AmazonCloudFormationClient(credentials, new AmazonCloudFormationConfig { ServiceURL = url,
                AuthenticationRegion = "eu-west-1" }),
            Ec2 = new AmazonEC2Client(credentials, new AmazonEC2Config { ServiceURL = url, AuthenticationRegion = "eu-west-1" }),
            CloudWatch = new AmazonCloudWatchClient(credentials, new AmazonCloudWatchConfig { ServiceURL = url, AuthenticationRegion = "eu-west-1" }),
            Logs = new AmazonCloudWatchLogsClient(credentials, new AmazonCloudWatchLogsConfig { ServiceURL = url, AuthenticationRegion = "eu-west-1" }),
            Sns = new AmazonSimpleNotificationServiceClient(credentials, new AmazonSimpleNotificationServiceConfig { ServiceURL = url,
                AuthenticationRegion = "eu-west-1" }),
            S3 = new AmazonS3Client(credentials, new AmazonS3Config { ServiceURL = url, AuthenticationRegion = "eu-west-1" }),
        };
    }
}
