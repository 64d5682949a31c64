using Amazon.Runtime;

namespace Amazon.CloudFormation.Model;

/// <summary>Request of <see cref="IAmazonCloudFormation.GetTemplateAsync"/>.</summary>
public class GetTemplateRequest : AmazonWebServiceRequest
{
    /// <summary>Name or id of the stack.</summary>
    public string? StackName { get; set; }

    /// <summary><c>Original</c>, as it was deployed, or <c>Processed</c>, after macros. Default: null (Original).</summary>
    public string? TemplateStage { get; set; }
}

/// <summary>Response of <see cref="IAmazonCloudFormation.GetTemplateAsync"/>.</summary>
public class GetTemplateResponse : AmazonWebServiceResponse
{
    /// <summary>Text of the template, in JSON or YAML; null if CloudFormation returns none.</summary>
    public string? TemplateBody { get; set; }
}
