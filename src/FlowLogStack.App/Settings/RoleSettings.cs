using System.ComponentModel.DataAnnotations;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace FlowLogStack.App;

/// <summary>An organization's requirements for the IAM roles of the stack.</summary>
public sealed record RoleSettings
{
    /// <summary>Path of the roles, with a slash at each end, such as `/network/`. Default: `/`.</summary>
    [RegularExpression("^/([!-~]{1,510}/)?$",
        ErrorMessage = "start and end it with a slash, as in '/network/', and use at most 512 ASCII characters without spaces")]
    public string Path { get; init; } = "/";

    /// <summary>ARN of the permissions boundary policy of the roles. Default: none.</summary>
    [RegularExpression(@"^arn:aws[a-z-]*:iam::(\d{12}|aws):policy/([!-~]{1,510}/)?[\w+=,.@-]{1,128}$",
        ErrorMessage = "use the ARN of a policy, as in 'arn:aws:iam::111122223333:policy/boundary'")]
    public string? PermissionsBoundary { get; init; }

    /// <summary>Sets the path and the permissions boundary of every role below a construct.</summary>
    internal void ApplyTo(Construct scope)
    {
        foreach (var role in scope.Node.FindAll().OfType<CfnRole>())
        {
            if (Path != "/")
                role.Path = Path;
            if (PermissionsBoundary is not null)
                role.PermissionsBoundary = PermissionsBoundary;
        }
    }
}
