namespace FlowLogStack.Compositions.Tests;

/// <summary>Every pair of choices in as few apps as possible: synthesized, checked for delivery, and linted.</summary>
public sealed class PairTests
{
    static readonly Lazy<IReadOnlyList<(Composition Composition, SynthesizedApp App)>> Synthesized = new(() =>
    [
        .. Composition.Pairs.Select(composition =>
        {
            var app = Repository.NewApp();
            composition.Make(app);
            return (composition, SynthesizedApp.Of(app));
        }),
    ]);

    [Fact]
    public void Every_pair_of_choices_delivers()
    {
        var problems = Synthesized.Value.SelectMany(pair => DeliveryProof.Problems(pair.App).Concat(TemplateProof.Problems(pair.App))
            .Select(problem => $"{pair.Composition}\n  {problem}")).ToList();
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    [Fact]
    public void Nothing_that_is_kept_has_a_fixed_name_so_that_a_stack_can_be_deployed_again() =>
        Assert.Empty(Synthesized.Value.SelectMany(pair => TemplateProof.KeptNames(pair.App)).Distinct());

    [ToolFact("cfn-lint")]
    public void Every_template_lints_clean() =>
        CloudFormationLint.AssertClean(Synthesized.Value.SelectMany((pair, i) => pair.App.Stacks.Select(stack => ($"{i}-{stack.Name}", stack.Text))),
            CloudFormationLint.Regions, Accepted);

    // CDK's own function for notifications has a retired runtime and duplicate dependencies.
    static readonly string[] Accepted = ["E2531", "E2533", "W2531", "W3005"];
}
