using Amazon.CDK;

namespace FlowLogStack.Testing;

/// <summary>Asserts CloudFormation as CloudFormation: what is expected is written as in a template.</summary>
public static class TemplateAssertions
{
    /// <summary>Synthesizes the stack's template.</summary>
    public static Template Template(this Stack stack) => Testing.Template.Of(stack);
}
