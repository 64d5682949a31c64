using Amazon.CloudWatch.Model;

namespace Amazon.CloudWatch;

sealed class DescribeInsightRulesOperation() : CloudWatchOperation<DescribeInsightRulesRequest, DescribeInsightRulesResponse>("DescribeInsightRules")
{
    public static DescribeInsightRulesOperation Instance { get; } = new();

    protected override void Write(QueryParameters parameters, DescribeInsightRulesRequest request)
    {
        parameters.Add("MaxResults", request.MaxResults);
        parameters.Add("NextToken", request.NextToken);
    }

    protected override void Read(DescribeInsightRulesResponse response, QueryAnswer answer)
    {
        response.InsightRules = answer.Each("InsightRules", "member", rule => new InsightRule
        {
            Name = rule.Text("Name"),
            State = rule.Text("State"),
            Schema = rule.Text("Schema"),
            Definition = rule.Text("Definition"),
        });
        response.NextToken = answer.Text("NextToken");
    }
}
