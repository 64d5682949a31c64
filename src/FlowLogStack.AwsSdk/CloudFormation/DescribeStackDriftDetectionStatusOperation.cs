using Amazon.CloudFormation.Model;

namespace Amazon.CloudFormation;

sealed class DescribeStackDriftDetectionStatusOperation()
    : StackOperation<DescribeStackDriftDetectionStatusRequest, DescribeStackDriftDetectionStatusResponse>("DescribeStackDriftDetectionStatus")
{
    public static DescribeStackDriftDetectionStatusOperation Instance { get; } = new();

    protected override void Write(QueryParameters parameters, DescribeStackDriftDetectionStatusRequest request) =>
        parameters.Add("StackDriftDetectionId", request.StackDriftDetectionId);

    protected override void Read(DescribeStackDriftDetectionStatusResponse response, QueryAnswer answer)
    {
        response.DetectionStatus = answer.Text("DetectionStatus");
        response.DetectionStatusReason = answer.Text("DetectionStatusReason");
    }
}
