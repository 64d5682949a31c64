using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using FlowLogStack.Loopback;

namespace FlowLogStack.AwsSdk.Tests;

public sealed class SubscriptionTests
{
    [Fact]
    public async Task Lists_the_subscriptions_of_a_topic()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, """
            <ListSubscriptionsByTopicResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ListSubscriptionsByTopicResult><Subscriptions>
              <member><TopicArn>arn:t</TopicArn><Protocol>email</Protocol><SubscriptionArn>PendingConfirmation</SubscriptionArn><Owner>1</Owner>
              <Endpoint>a@example.com</Endpoint></member>
            </Subscriptions><NextToken>page-2</NextToken></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>
            """));
        using var sns = Clients.Sns(server);

        var answer = await sns.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = "arn:t", NextToken = "t" });

        var subscription = Assert.Single(answer.Subscriptions!);
        Assert.Equal(("PendingConfirmation", "arn:t", "email", "a@example.com", "page-2"),
            (subscription.SubscriptionArn, subscription.TopicArn, subscription.Protocol, subscription.Endpoint, answer.NextToken));
        var request = Assert.Single(server.Requests);
        Assert.Equal(["Action=ListSubscriptionsByTopic", "NextToken=t", "TopicArn=arn:t", "Version=2010-03-31"], Clients.Form(request));
        Assert.Contains("/eu-west-1/sns/aws4_request", request.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_error_that_sns_reports()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(403,
            "<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>no</Message></Error></ErrorResponse>"));
        using var sns = Clients.Sns(server);

        var error = await Assert.ThrowsAsync<AmazonSimpleNotificationServiceException>(() =>
            sns.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = "arn:t" }));

        Assert.Equal("AuthorizationError", error.ErrorCode);
    }

    [Fact]
    public async Task Describes_the_metric_filters_of_a_log_group()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, """
            {"metricFilters":[{"filterName":"f","logGroupName":"flows","filterPattern":"[a, b]","creationTime":1,"metricFilterCount":0,
              "metricTransformations":[{"metricName":"m","metricNamespace":"n","metricValue":"$bytes","defaultValue":0.0,"unit":"Bytes",
              "dimensions":{"Interface":"$interface_id"}}]},
              {"filterName":"g","metricTransformations":[{"metricValue":"1"}]}],"nextToken":"page-2"}
            """));
        using var logs = Clients.Logs(server);

        var answer = await logs.DescribeMetricFiltersAsync(new DescribeMetricFiltersRequest { LogGroupName = "flows", FilterNamePrefix = "f",
            NextToken = "t" });

        Assert.Equal("page-2", answer.NextToken);
        var filter = answer.MetricFilters![0];
        Assert.Equal(("f", "flows", "[a, b]"), (filter.FilterName, filter.LogGroupName, filter.FilterPattern));
        var made = Assert.Single(filter.MetricTransformations!);
        Assert.Equal(("n", "m", "$bytes", 0.0, "Bytes", "$interface_id"),
            (made.MetricNamespace, made.MetricName, made.MetricValue, made.DefaultValue, made.Unit!.Value, made.Dimensions!["Interface"]));
        Assert.Null(answer.MetricFilters[1].MetricTransformations![0].DefaultValue);
        Assert.Null(answer.MetricFilters[1].MetricTransformations![0].Dimensions);
        var request = Assert.Single(server.Requests);
        Assert.Equal("Logs_20140328.DescribeMetricFilters", request.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.1", request.Headers["Content-Type"]);
        Assert.Equal("""{"logGroupName":"flows","filterNamePrefix":"f","nextToken":"t"}""", request.Text);
        Assert.Contains("/eu-west-1/logs/aws4_request", request.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describes_the_subscription_filters_of_a_log_group()
    {
        using var server = new LoopbackServer(_ =>
            LoopbackReply.Of(200,
                """{"subscriptionFilters":[{"filterName":"f","logGroupName":"flows","filterPattern":"","destinationArn":"arn:d","creationTime":1}]"""
                    + ""","nextToken":"page-2"}"""));
        using var logs = Clients.Logs(server);

        var answer = await logs.DescribeSubscriptionFiltersAsync(new DescribeSubscriptionFiltersRequest { LogGroupName = "flows", NextToken = "t" });

        var filter = Assert.Single(answer.SubscriptionFilters!);
        Assert.Equal(("f", "flows", "", "arn:d", "page-2"),
            (filter.FilterName, filter.LogGroupName, filter.FilterPattern, filter.DestinationArn, answer.NextToken));
        Assert.Equal("""{"logGroupName":"flows","nextToken":"t"}""", Assert.Single(server.Requests).Text);
    }

    [Fact]
    public async Task Names_the_error_that_cloudwatch_logs_reports()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(400,
            """{"__type":"ResourceNotFoundException","message":"The specified log group does not exist."}"""));
        using var logs = Clients.Logs(server);

        var error = await Assert.ThrowsAsync<AmazonCloudWatchLogsException>(() =>
            logs.DescribeMetricFiltersAsync(new DescribeMetricFiltersRequest { LogGroupName = "flows" }));

        Assert.Equal(("ResourceNotFoundException", "The specified log group does not exist."), (error.ErrorCode, error.Message));
    }
}
