namespace FlowLogStack.Simulation;

/// <summary>The services that have gateway endpoints, as flow logs name them.</summary>
static class TrafficServices
{
    internal const string S3 = "S3";
    internal const string DynamoDb = "DYNAMODB";
}
