using Amazon.CloudFormation.Model;

namespace Amazon.CloudFormation;

sealed class GetTemplateOperation() : StackOperation<GetTemplateRequest, GetTemplateResponse>("GetTemplate")
{
    public static GetTemplateOperation Instance { get; } = new();

    protected override void Write(QueryParameters parameters, GetTemplateRequest request)
    {
        parameters.Add("StackName", request.StackName);
        parameters.Add("TemplateStage", request.TemplateStage);
    }

    protected override void Read(GetTemplateResponse response, QueryAnswer answer) => response.TemplateBody = answer.Text("TemplateBody");
}
