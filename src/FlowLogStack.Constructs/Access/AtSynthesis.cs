using Amazon.CDK;
using Amazon.JSII.Runtime.Deputy;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>CDK aspect that runs an action for one construct during synthesis, after all other constructs have been added.</summary>
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

    /// <summary>Schedules an action for a construct.</summary>
    public static void Do(IConstruct construct, Action action) => CdkVersions.AddAspect(construct, new AtSynthesis(Places.PathOf(construct), action));

    /// <inheritdoc/>
    public void Visit(IConstruct node)
    {
        // CDK visits every descendant of the construct too.
        if (Places.PathOf(node) == path)
            action();
    }
}
