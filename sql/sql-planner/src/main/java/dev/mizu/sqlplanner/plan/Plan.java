package dev.mizu.sqlplanner.plan;

/** What a statement asks to be done. */
public sealed interface Plan
        permits QueryPlan, MutationPlan, CreatePlan, AlterPlan, ShowPlan, SessionPlan, PrivilegePlan {}
