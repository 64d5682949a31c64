using FlowLogStack.Review;

namespace FlowLogStack.Benchmarks;

/// <summary>A compressed object through a review of two templates of a catalogue, with other thresholds and equal filters.</summary>
/// <remarks>Its time is compared with that of <see cref="BacktestCatalogue"/>, which reads the object for one template, without costs.</remarks>
sealed class ReviewCatalogue : BenchmarkPath
{
    internal override string Name => "gz-to-review";

    internal override (TimeSpan Elapsed, long Records) Run(BenchmarkInput input) => Time(() =>
    {
        using var review = new TemplateReview(Input("old", BacktestCatalogue.Template()), Input("new", BacktestCatalogue.Template(threshold: 20)));
        // A review does not return the number of records; periods in ALARM exist only with them.
        using (var file = input.OpenObject())
            review.Read(file, "object");
        var backtest = review.Finish().Stacks.Single().Backtest!;
        return backtest.ChangedAlarms.Count == CataloguePatterns.All.Count && backtest.SilencedEpisodes.Count + backtest.TotalsAfter.TimesInAlarm > 0
            ? input.Lines
            : throw new InvalidOperationException($"{backtest.ChangedAlarms.Count} of {CataloguePatterns.All.Count} alarms are changed.");
    });

    static ReviewInput Input(string name, string template) => new(name, [new StackTemplate("catalogue", name, template)]);
}
