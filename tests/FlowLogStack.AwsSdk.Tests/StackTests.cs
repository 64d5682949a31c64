using Amazon.CloudFormation;
using Amazon.CloudFormation.Model;
using FlowLogStack.Loopback;

namespace FlowLogStack.AwsSdk.Tests;

public sealed class StackTests
{
    [Fact]
    public async Task Describes_a_stack_with_its_parameters()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, """
            <DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>
              <StackName>Lab</StackName><StackId>arn:aws:cloudformation:eu-west-1:111122223333:stack/Lab/1</StackId>
              <StackStatus>UPDATE_COMPLETE</StackStatus><StackStatusReason>why</StackStatusReason>
              <Parameters><member><ParameterKey>Version</ParameterKey><ParameterValue>/cdk/version</ParameterValue>
              <ResolvedValue>21</ResolvedValue></member></Parameters>
            </member></Stacks></DescribeStacksResult></DescribeStacksResponse>
            """));
        using var stacks = Clients.CloudFormation(server);

        var answer = await stacks.DescribeStacksAsync(new DescribeStacksRequest { StackName = "Lab", NextToken = "t" });

        var stack = Assert.Single(answer.Stacks!);
        Assert.Equal(("Lab", "arn:aws:cloudformation:eu-west-1:111122223333:stack/Lab/1", "UPDATE_COMPLETE", "why"),
            (stack.StackName, stack.StackId, stack.StackStatus!.Value, stack.StackStatusReason));
        var parameter = Assert.Single(stack.Parameters!);
        Assert.Equal(("Version", "/cdk/version", "21"), (parameter.ParameterKey, parameter.ParameterValue, parameter.ResolvedValue));
        var request = Assert.Single(server.Requests);
        Assert.Equal(["Action=DescribeStacks", "NextToken=t", "StackName=Lab", "Version=2010-05-15"], Clients.Form(request));
        Assert.Contains("/eu-west-1/cloudformation/aws4_request", request.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_resources_page_by_page()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, """
            <ListStackResourcesResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><ListStackResourcesResult><StackResourceSummaries>
              <member><LogicalResourceId>Vpc</LogicalResourceId><PhysicalResourceId>vpc-1</PhysicalResourceId><ResourceType>AWS::EC2::VPC</ResourceType>
              <ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>
            </StackResourceSummaries><NextToken>page-2</NextToken></ListStackResourcesResult></ListStackResourcesResponse>
            """));
        using var stacks = Clients.CloudFormation(server);

        var answer = await stacks.ListStackResourcesAsync(new ListStackResourcesRequest { StackName = "Lab", NextToken = "t" });

        var resource = Assert.Single(answer.StackResourceSummaries!);
        Assert.Equal(("Vpc", "vpc-1", "AWS::EC2::VPC", "CREATE_COMPLETE", "page-2"),
            (resource.LogicalResourceId, resource.PhysicalResourceId, resource.ResourceType, resource.ResourceStatus!.Value, answer.NextToken));
        Assert.Equal(["Action=ListStackResources", "NextToken=t", "StackName=Lab", "Version=2010-05-15"], Clients.Form(Assert.Single(server.Requests)));
    }

    [Fact]
    public async Task Names_the_error_of_a_stack_that_is_not_there()
    {
        using var server = new LoopbackServer(_ =>
            LoopbackReply.Of(400, "<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id Lab does not "
                + "exist</Message></Error></ErrorResponse>"));
        using var stacks = Clients.CloudFormation(server);

        var error = await Assert.ThrowsAsync<AmazonCloudFormationException>(() => stacks.DescribeStacksAsync(new DescribeStacksRequest { StackName = "Lab" }));

        Assert.Equal(("ValidationError", "Stack with id Lab does not exist"), (error.ErrorCode, error.Message));
    }
}
