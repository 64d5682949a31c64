namespace FlowLogStack.Simulation;

/// <summary>A scenario in progress at one site: how many records it owes by when.</summary>
sealed class ScenarioRun
{
    // A conversation that nothing sees adds no record; after so many in a row nothing will.
    const int MostInVain = 1000;

    readonly Behaviour? behaviour;
    readonly RandomSource random;
    readonly short index;
    readonly long records;
    readonly long allWeight;
    long weight;
    long delivered;

    /// <summary>Plans a scenario.</summary>
    /// <param name="plan">The plan it is of.</param>
    /// <param name="scenarioIndex">The scenario's index in the plan.</param>
    /// <param name="stage">Where it takes place.</param>
    /// <param name="index">The index of this run.</param>
    /// <param name="rate">The records it is to have here.</param>
    internal ScenarioRun(TrafficPlan plan, int scenarioIndex, Stage stage, int index, TrafficRate rate)
    {
        var scenario = plan.Scenarios[scenarioIndex];
        this.index = (short)index;
        ScenarioIndex = scenarioIndex;
        Kind = scenario.Kind;
        random = stage.Random;
        (From, To) = plan.SecondsOf(scenario);
        Interval = (int)plan.AggregationInterval.TotalSeconds;
        UnixStart = plan.Start.ToUnixTimeSeconds();
        behaviour = scenario.Kind.Behave?.Invoke(stage, Interval);
        records = rate.In(To - From);
        for (var window = From / Interval; window * Interval < To; window++)
            allWeight += WeightOf(window);
    }

    internal ScenarioKind Kind { get; }

    internal int ScenarioIndex { get; }

    /// <summary>The first second, from the plan's start.</summary>
    internal int From { get; }

    /// <summary>The first second it is over.</summary>
    internal int To { get; }

    internal bool IsSilence => behaviour is null;

    int Interval { get; }

    long UnixStart { get; }

    /// <summary>Lets happen what happens in an aggregation interval.</summary>
    /// <param name="recorder">Who sees it.</param>
    /// <param name="window">The interval's number.</param>
    /// <param name="carried">The records there are already, of conversations that began before.</param>
    internal void Play(FlowRecorder recorder, int window, int carried)
    {
        var first = Math.Max(From, window * Interval);
        var last = Math.Min(To, (window + 1) * Interval) - 1;
        if (behaviour is null || first > last)
            return;
        weight += WeightOf(window);
        var target = (long)((Int128)records * weight / allWeight);
        var buffer = recorder[window];
        delivered += carried;
        recorder.Attribute(index, To);
        var before = buffer.Count;
        behaviour.Accompany(recorder, first, last);
        delivered += buffer.Count - before;
        for (var inVain = 0; delivered < target && inVain < MostInVain; inVain++)
        {
            before = buffer.Count;
            behaviour.Next(recorder, first + random.Below(last - first + 1), last);
            if (buffer.Count == before)
                continue;
            delivered += buffer.Count - before;
            inVain = -1;
        }
    }

    long WeightOf(int window)
    {
        var first = Math.Max(From, window * Interval);
        var after = Math.Min(To, (window + 1) * Interval);
        return after <= first ? 0 : Kind.Shape.WeightAt(UnixStart + ((first + after) / 2)) * (after - first);
    }
}
