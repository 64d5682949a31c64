using Amazon.CDK;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>The resources of stacks.</summary>
static class StackResources
{
    /// <summary>Returns the resources of a stack, without those of nested stacks and of stacks below it in the tree.</summary>
    public static List<CfnResource> Of(Stack stack) => Of(stack, stack.Node.FindAll());

    /// <summary>Returns a stack and the stacks nested in it, each with its resources.</summary>
    public static IEnumerable<(Stack Stack, List<CfnResource> Resources)> WithNested(Stack stack)
    {
        var all = stack.Node.FindAll();
        yield return (stack, Of(stack, all));
        // A stack can also be in the tree of another one that isn't its parent, with nested stacks of its own.
        var path = Places.PathOf(stack);
        foreach (var nested in all.OfType<NestedStack>().Where(nested => Places.PathOf(Places.DeployedStackOf(nested)) == path))
            yield return (nested, Of(nested));
    }

    // Without other stacks, each resource is of this one, which saves two calls for each.
    static List<CfnResource> Of(Stack stack, IConstruct[] all)
    {
        var resources = all.OfType<CfnResource>().ToList();
        if (all.OfType<Stack>().Count() < 2)
            return resources;
        var path = Places.PathOf(stack);
        var stacks = CallsApart.Of(stack, resources, resource => Places.PathOf(Places.StackOf(resource)));
        return [.. resources.Where((_, index) => stacks[index] == path)];
    }
}
