using Amazon.Runtime;

namespace Amazon.CloudFormation.Model;

/// <summary>Request of <see cref="IAmazonCloudFormation.DetectStackDriftAsync"/>.</summary>
public class DetectStackDriftRequest : AmazonWebServiceRequest
{
    /// <summary>Name or id of the stack.</summary>
    public string? StackName { get; set; }
}

/// <summary>Response of <see cref="IAmazonCloudFormation.DetectStackDriftAsync"/>.</summary>
public class DetectStackDriftResponse : AmazonWebServiceResponse
{
    /// <summary>Id of the detection, which runs until its status is final.</summary>
    public string? StackDriftDetectionId { get; set; }
}
