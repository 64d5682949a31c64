using Amazon.CloudFormation.Model;

namespace Amazon.CloudFormation;

sealed class DetectStackDriftOperation() : StackOperation<DetectStackDriftRequest, DetectStackDriftResponse>("DetectStackDrift")
{
    public static DetectStackDriftOperation Instance { get; } = new();

    protected override void Write(QueryParameters parameters, DetectStackDriftRequest request) => parameters.Add("StackName", request.StackName);

    protected override void Read(DetectStackDriftResponse response, QueryAnswer answer) =>
        response.StackDriftDetectionId = answer.Text("StackDriftDetectionId");
}
