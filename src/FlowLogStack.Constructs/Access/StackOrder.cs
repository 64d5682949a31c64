using System.Runtime.CompilerServices;
using Amazon.CDK;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>
/// Finds stacks that need each other, and stacks that need one of another stage, before CDK does, whose message has neither the two
/// constructs nor a way out.
/// </summary>
sealed class StackOrder
{
    static readonly ConditionalWeakTable<Stage, StackOrder> OfStages = [];

    readonly List<Stack> watched = [];
    readonly HashSet<string> visited = [];

    /// <summary>One use of a resource of another stack.</summary>
    sealed record Use(Stack From, string User, Stack To, string Used);

    /// <summary>Has the order of a stack held when its stage is synthesized.</summary>
    /// <param name="marker">A construct of the stack, without children.</param>
    public static void Watch(Construct marker)
    {
        if (Stage.Of(marker) is not { } stage)
            return;
        var order = OfStages.GetOrCreateValue(stage);
        order.watched.Add(Places.StackOf(marker));
        var path = Places.PathOf(marker);
        AtSynthesis.Do(marker, () => order.Visit(path, stage));
    }

    // The last of the stacks is visited when all that the others add is there. A stack that is visited again starts another synthesis.
    void Visit(string path, Stage stage)
    {
        if (!visited.Add(path))
        {
            visited.Clear();
            visited.Add(path);
        }

        if (visited.Count < watched.Count)
            return;
        visited.Clear();
        Check(stage);
    }

    void Check(Stage stage)
    {
        if (stage.Node.Root.Node.FindAll().OfType<Stack>().Count(stack => stack.NestedStackParent is null) < 2)
            return;
        var uses = new Dictionary<string, List<Use>>();
        var open = new Queue<Stack>(watched.Select(Places.DeployedStackOf));
        while (open.TryDequeue(out var stack))
        {
            if (uses.ContainsKey(Places.PathOf(stack)))
                continue;
            uses[Places.PathOf(stack)] = UsesOf(stack);
            foreach (var use in uses[Places.PathOf(stack)])
            {
                EnsureSameStage(stage, use);
                open.Enqueue(use.To);
            }
        }

        foreach (var stack in watched.Select(Places.DeployedStackOf))
        {
            if (Circle(stack, stack, uses, []) is { } circle)
                throw new InvalidOperationException(Describe(circle));
        }
    }

    static void EnsureSameStage(Stage stage, Use use)
    {
        if (Stage.Of(use.To) is { } other && Places.PathOf(other) != Places.PathOf(stage))
            throw new InvalidOperationException($"'{use.User}' uses '{use.Used}' of the stack '{use.To.StackName}', which is in another stage, and CDK "
                + "deploys stages one by one. Put both into one stage, or refer to the resource by its name or ARN, as in Bucket.FromBucketName.");
    }

    // The first use of each other stack is enough. Nested stacks are deployed with their parents.
    static List<Use> UsesOf(Stack stack)
    {
        var uses = new Dictionary<string, Use>();
        foreach (var (part, resources) in StackResources.WithNested(stack))
        {
            foreach (var (index, target) in ReferenceFinder.ToOtherStacks(part, CallsApart.Of(part, resources, CdkVersions.PropertiesOf)))
            {
                var other = Places.DeployedStackOf(target);
                if (Places.PathOf(other) != Places.PathOf(stack))
                    uses.TryAdd(Places.PathOf(other), new Use(stack, ConstructPath.Of(resources[index]), other, ConstructPath.Of(target)));
            }
        }

        foreach (var other in stack.Dependencies.Select(Places.DeployedStackOf).Where(other => Places.PathOf(other) != Places.PathOf(stack)))
            uses.TryAdd(Places.PathOf(other), new Use(stack, Places.PathOf(stack), other, Places.PathOf(other)));
        return [.. uses.Values];
    }

    static List<Use>? Circle(Stack start, Stack at, Dictionary<string, List<Use>> uses, HashSet<string> seen)
    {
        foreach (var use in uses[Places.PathOf(at)])
        {
            if (Places.PathOf(use.To) == Places.PathOf(start))
                return [use];
            if (seen.Add(Places.PathOf(use.To)) && Circle(start, use.To, uses, seen) is { } rest)
                return [use, .. rest];
        }

        return null;
    }

    static string Describe(List<Use> circle)
    {
        var stacks = string.Join(" and ", circle.Select(use => $"'{use.From.StackName}'"));
        var uses = string.Join("; ", circle.Select(use => use.User == Places.PathOf(use.From)
            ? $"'{use.From.StackName}' is set to be deployed after '{use.To.StackName}'"
            : $"'{use.User}' of '{use.From.StackName}' uses '{use.Used}' of '{use.To.StackName}'"));
        return $"The stacks {stacks} need each other, so that none can be deployed first: {uses}. Put these constructs into one stack, or set a name on one "
            + "of the resources and refer to it by that name, as in Bucket.FromBucketName.";
    }
}
