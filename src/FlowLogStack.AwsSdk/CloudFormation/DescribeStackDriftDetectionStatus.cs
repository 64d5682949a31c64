using Amazon.Runtime;

namespace Amazon.CloudFormation.Model;

/// <summary>Request of <see cref="IAmazonCloudFormation.DescribeStackDriftDetectionStatusAsync"/>.</summary>
public class DescribeStackDriftDetectionStatusRequest : AmazonWebServiceRequest
{
    /// <summary>Id of the detection.</summary>
    public string? StackDriftDetectionId { get; set; }
}

/// <summary>Response of <see cref="IAmazonCloudFormation.DescribeStackDriftDetectionStatusAsync"/>.</summary>
public class DescribeStackDriftDetectionStatusResponse : AmazonWebServiceResponse
{
    /// <summary><c>DETECTION_IN_PROGRESS</c>, <c>DETECTION_COMPLETE</c> or <c>DETECTION_FAILED</c>, with which some resources can have results.</summary>
    public string? DetectionStatus { get; set; }

    /// <summary>Reason of a failed detection; null if CloudFormation returns none.</summary>
    public string? DetectionStatusReason { get; set; }
}
