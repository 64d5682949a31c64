using Amazon.CloudFormation.Model;
using FlowLogStack.Loopback;

namespace FlowLogStack.AwsSdk.Tests;

public sealed class DriftTests
{
    [Fact]
    public async Task Returns_the_template_of_a_stack()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, """
            <GetTemplateResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><GetTemplateResult>
            <TemplateBody>{"Resources":{"A&amp;B":{}}}</TemplateBody>
            <StagesAvailable><member>Original</member></StagesAvailable></GetTemplateResult></GetTemplateResponse>
            """));
        using var stacks = Clients.CloudFormation(server);
        Assert.Equal("""{"Resources":{"A&B":{}}}""", (await stacks.GetTemplateAsync(new GetTemplateRequest { StackName = "Lab",
            TemplateStage = "Original" })).TemplateBody);
        Assert.Equal(["Action=GetTemplate", "StackName=Lab", "TemplateStage=Original", "Version=2010-05-15"], Clients.Form(Assert.Single(server.Requests)));
    }

    [Fact]
    public async Task Starts_a_detection_and_returns_its_status()
    {
        using var server = new LoopbackServer(request => LoopbackReply.Of(200, Clients.Form(request).Contains("Action=DetectStackDrift")
            ? "<R><DetectStackDriftResult><StackDriftDetectionId>b78ac9b0</StackDriftDetectionId></DetectStackDriftResult></R>"
            : "<R><DescribeStackDriftDetectionStatusResult><DetectionStatus>DETECTION_FAILED</DetectionStatus>"
                + "<DetectionStatusReason>why</DetectionStatusReason></DescribeStackDriftDetectionStatusResult></R>"));
        using var stacks = Clients.CloudFormation(server);
        var id = (await stacks.DetectStackDriftAsync(new DetectStackDriftRequest { StackName = "Lab" })).StackDriftDetectionId;
        var status = await stacks.DescribeStackDriftDetectionStatusAsync(new DescribeStackDriftDetectionStatusRequest { StackDriftDetectionId = id });
        Assert.Equal(("b78ac9b0", "DETECTION_FAILED", "why"), (id, status.DetectionStatus, status.DetectionStatusReason));
        Assert.Equal(["Action=DescribeStackDriftDetectionStatus", "StackDriftDetectionId=b78ac9b0", "Version=2010-05-15"],
            Clients.Form(server.Requests.Last()));
    }

    [Fact]
    public async Task Describes_drifts_with_their_differences_page_by_page()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, """
            <R><DescribeStackResourceDriftsResult><StackResourceDrifts><member>
            <LogicalResourceId>Filter</LogicalResourceId><PhysicalResourceId>f-1</PhysicalResourceId>
            <ResourceType>AWS::Logs::MetricFilter</ResourceType><StackResourceDriftStatus>MODIFIED</StackResourceDriftStatus>
            <ActualProperties>{"FilterPattern":"x"}</ActualProperties>
            <PropertyDifferences><member><PropertyPath>/FilterPattern</PropertyPath>
            <ExpectedValue>y</ExpectedValue><ActualValue>x</ActualValue><DifferenceType>NOT_EQUAL</DifferenceType></member></PropertyDifferences>
            </member></StackResourceDrifts><NextToken>page-2</NextToken></DescribeStackResourceDriftsResult></R>
            """));
        using var stacks = Clients.CloudFormation(server);
        var answer = await stacks.DescribeStackResourceDriftsAsync(new DescribeStackResourceDriftsRequest { StackName = "Lab", NextToken = "t" });
        var drift = Assert.Single(answer.StackResourceDrifts!);
        var difference = Assert.Single(drift.PropertyDifferences!);
        Assert.Equal(("Filter", "f-1", "AWS::Logs::MetricFilter", "MODIFIED", """{"FilterPattern":"x"}""", "page-2"),
            (drift.LogicalResourceId, drift.PhysicalResourceId, drift.ResourceType, drift.StackResourceDriftStatus, drift.ActualProperties, answer.NextToken));
        Assert.Equal(("/FilterPattern", "y", "x", "NOT_EQUAL"), (difference.PropertyPath, difference.ExpectedValue, difference.ActualValue,
            difference.DifferenceType));
        Assert.Equal(["Action=DescribeStackResourceDrifts", "NextToken=t", "StackName=Lab", "Version=2010-05-15"],
            Clients.Form(Assert.Single(server.Requests)));
    }
}
