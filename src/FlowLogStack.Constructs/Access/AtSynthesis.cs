using Amazon.CDK;
using Amazon.JSII.Runtime.Deputy;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>Does something to a construct when the app is synthesized, when nothing more is added to it.</summary>
sealed class AtSynthesis : DeputyBase, IAspect
{
    readonly string path;
    readonly Action action;

    AtSynthesis(string path, Action action)
        : base(new DeputyProps())
    {
        this.path = path;
        this.action = action;
    }

    /// <summary>Has an action done to a construct.</summary>
    public static void Do(IConstruct construct, Action action) => CdkVersions.AddAspect(construct, new AtSynthesis(construct.Node.Path, action));

    /// <inheritdoc/>
    public void Visit(IConstruct node)
    {
        // Aspects are asked about everything below a construct, too.
        if (node.Node.Path == path)
            action();
    }
}
