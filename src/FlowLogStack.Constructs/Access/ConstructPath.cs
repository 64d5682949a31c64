using Amazon.CDK;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>Paths of constructs in error messages.</summary>
static class ConstructPath
{
    /// <summary>Returns the path of the construct that an app's author wrote: for the resource within an L2 construct, that of the L2 construct.</summary>
    public static string Of(IConstruct construct) =>
        construct is CfnElement && construct.Node.Id is "Resource" or "Default" && construct.Node.Scope is { } scope and not Stack ? scope.Node.Path
            : construct.Node.Path;
}
