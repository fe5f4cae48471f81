using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Documents;

public sealed class ConditionWordsTests
{
    [Theory]
    [InlineData("A", "everybody else")]
    [InlineData("T2[16:2147483647]", "PHQ-9 at least 16")]
    [InlineData("!T2[16:2147483647]", "PHQ-9 under 16")]
    [InlineData("T2[-2147483647:9]", "PHQ-9 under 10")]
    [InlineData("T2[10:15]", "PHQ-9 from 10 to 15")]
    [InlineData("T96[-5:2147483647]", "points by which PHQ-9 fell since the start at least -5")]
    [InlineData("T17[2301:2147483647]", "Mobility Inventory, alone at least 2.301")]
    [InlineData("T46[2:2]", "the measure beside PHQ-9 is Gad7")]
    [InlineData("T3[0:0]", "item 9 of the PHQ-9 exactly 0")]
    [InlineData("!T3[0:0]", "not item 9 of the PHQ-9 exactly 0")]
    [InlineData("T21[1:1]", "a plan to end life stated")]
    [InlineData("!T21[1:1]", "a plan to end life not stated")]
    [InlineData("!T80[1:1]", "not at caseness now")]
    [InlineData("T6[2:2]", "the problem assigned by a clinician is generalised anxiety")]
    [InlineData("!T6[0:0,1:1]", "the problem assigned by a clinician is not any of no descriptor or depression")]
    [InlineData("T8[2:2,3:3]", "the person prefers guided self help or digital therapy")]
    [InlineData("!T8[2:2]", "the person does not prefer guided self help")]
    [InlineData("T110[2:2]", "at Low intensity")]
    [InlineData("T110[1:1,3:3]", "at Monitor or High")]
    [InlineData("K2;", "PHQ-9 known")]
    [InlineData("!K110;", "the present step not known")]
    [InlineData("!K83;", "not known whether reliably worse than at the start")]
    [InlineData("&T2[10:2147483647]T4[8:2147483647]", "PHQ-9 at least 10<br>**and** GAD-7 at least 8")]
    [InlineData("|T2[10:2147483647]&T4[8:2147483647]T5[21:2147483647]", "PHQ-9 at least 10<br>**or** (GAD-7 at least 8 **and** WSAS at least 21)")]
    [InlineData("&&T2[10:2147483647]T4[8:2147483647]!T80[1:1]", "PHQ-9 at least 10<br>**and** GAD-7 at least 8<br>**and** not at caseness now")]
    [InlineData("!|T80[1:1]T81[1:1]", "not (at caseness now **or** at caseness at the start)")]
    [InlineData("&K1;T1[-2147483647:15]", "age under 16 (not known counts as no)")]
    [InlineData("|!K1;T1[-2147483647:15]", "age under 16 (not known counts as yes)")]
    [InlineData("&K53;!T53[1:1]", "does not speak a language the service works in (not known counts as no)")]
    [InlineData("&K2;T4[8:2147483647]", "PHQ-9 known<br>**and** GAD-7 at least 8")]
    [InlineData("|K1;T1[-2147483647:15]", "age known<br>**or** age under 16")]
    [InlineData("&NStillACase;T80[1:1]!NMarked;T5[21:2147483647]", "*still a case*<br>**and** not *marked*")]
    public void A_condition_is_said_as_a_clinician_would(string formula, string words) =>
        Assert.Equal(words, new ConditionWords(PracticePolicy.Revision.Book.Steps).Of(FormulaText.Read(formula)));

    [Theory]
    [InlineData("StillACase", "still a case")]
    [InlineData("Item9AboveZero", "item 9 above zero")]
    [InlineData("KnownPHQNow", "known phq now")]
    public void A_name_of_the_script_is_said_in_words(string name, string words) => Assert.Equal(words, PlainWords.Of(name));
}
